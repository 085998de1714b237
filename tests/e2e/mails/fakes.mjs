// Mails that pretend to be Amazon. Every bad host has a reserved ending, so that no real site is ever addressed.

import { safeLink } from "./genuine.mjs";
import { a, button, letter, list, p } from "./letter.mjs";

export const fakes = [
  {
    id: "fake-verification",
    from: { name: "Amazon Seller Performance", address: "notice@bridgewater-dental.example" },
    subject: "Action required: verify your identity to keep selling",
    html: letter({
      title: "seller central",
      preview: "Your account is at risk of deactivation.",
      colour: "#21313a",
      body:
        p("Dear Seller,") +
        p(
          "As part of the second review of your Amazon selling account we were unable to confirm the identity of the account owner. Your listings will be removed and your funds held if the verification is not completed within <b>48 hours</b>.",
        ) +
        list(
          "business licence",
          "identity document of the legal representative",
          "utility bill, not older than 90 days",
        ) +
        button("https://bridgewater-dental.example/wp-content/sc/verify?mid=A3K9QW", "Verify your identity") +
        p("Amazon Seller Performance Team"),
      footer: `${a("https://sellercentral.amazon.com/gp/help/external/G200520700", "Help")} &middot; ${a("https://bridgewater-dental.example/u?m=A3K9QW", "Unsubscribe")} &middot; &copy; Amazon.com, Inc. or its affiliates`,
      pixel: "https://bridgewater-dental.example/o.gif?m=A3K9QW",
    }),
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "It speaks as Amazon. Sender and button are not Amazon's: two contradictions, without any lookalike.",
    },
  },
  {
    id: "fake-button-zh",
    charset: "gb18030",
    from: { name: "亚马逊账户验证", address: "service@qinghe-logistics.example" },
    subject: "【重要】您的卖家账户存在异常，请立即完成二审验证",
    html: letter({
      lang: "zh-CN",
      title: "卖家平台",
      colour: "#21313a",
      body:
        p("尊敬的卖家：") +
        p(
          "您的亚马逊卖家账户存在异常登录，收款信息已被暂停。请在 <b>24 小时内</b>点击下方按钮完成账户验证（二审），逾期未处理将永久关闭您的账户。",
        ) +
        button("http://qinghe-logistics.example/m/v.php?u=seller%40ourshop.example", "立即完成账户验证") +
        p("亚马逊卖家支持团队"),
      footer: "本邮件由系统自动发送，请勿直接回复。",
    }),
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "The button shows no address, so only its target reveals the fake.",
    },
  },
  {
    id: "lookalike-domain-de",
    from: { name: "Amazon Verkäufer-Support", address: "support@amazon-verkaeuferkonto.example" },
    subject: "Weitere Informationen zur Aktivierung Ihres Verkäuferkontos",
    html: letter({
      lang: "de",
      title: "seller central",
      colour: "#21313a",
      body:
        p("Sehr geehrter Verkäufer,") +
        p(
          "Ihr Verkäuferkonto wurde vorübergehend eingeschränkt. Bestätigen Sie bitte innerhalb von 24 Stunden Ihre Zahlungsart, andernfalls wird Ihnen die Verkaufsberechtigung entzogen.",
        ) +
        button("https://sellercentral-amazon.example/konto/bestaetigen", "Konto bestätigen") +
        p(`Oder direkt: ${a("https://www.arnazon.example/ap/signin", "Anmelden")}`) +
        p("Ihr Amazon-Team"),
    }),
    expect: {
      level: "danger",
      sender: "lookalike",
      note: "The sender and both links have hosts that look like Amazon's.",
    },
  },
  {
    id: "embedded-host-ja",
    charset: "iso-2022-jp",
    from: { name: "Amazon セラーセントラル", address: "account-update@kakunin-center.example" },
    subject: "【重要】アカウントの利用制限について",
    html: letter({
      lang: "ja",
      title: "セラーセントラル",
      colour: "#21313a",
      body:
        p("出品者様") +
        p(
          "異常なログインが確認されたため、お客様のAmazon出品用アカウントの利用を制限しています。<b>24時間以内</b>に本人確認書類を提出してください。提出がない場合、アカウントは停止されます。",
        ) +
        button("https://sellercentral.amazon.co.jp.kakunin-center.example/ap/verify?lang=ja", "アカウントを確認する") +
        p("Amazon テクニカルサポート"),
      footer: "このメールは配信専用です。",
    }),
    expect: { level: "danger", sender: "impersonation", note: "A whole Amazon host stands left of a foreign domain." },
  },
  {
    id: "user-info-trick",
    from: { name: "Amazon Payments Settlement", address: "settlement@ledgerfold.test" },
    subject: "Your disbursement was returned by your bank",
    html: letter({
      title: "seller central",
      colour: "#21313a",
      body:
        p("Hello,") +
        p(
          "Your last disbursement of EUR 8,214.60 was returned. Update the deposit method of your Amazon seller account so that we can send it again.",
        ) +
        button("http://sellercentral.amazon.com@ledgerfold.test/disbursement", "Update deposit method") +
        p(
          `Or open ${a("https://sellercentral.amazon.com%2Fpayments@ledgerfold.test/disbursement", "https://sellercentral.amazon.com/payments")}`,
        ) +
        p("Amazon Payments"),
    }),
    expect: { level: "danger", sender: "impersonation", note: "The text before the @ is no host." },
  },
  {
    id: "homograph",
    from: { name: "Amazon Brand Registry", address: "cases@registry-desk.example" },
    subject: "Your brand will be removed from Brand Registry",
    html: letter({
      title: "brand registry",
      colour: "#21313a",
      body:
        p("Hello,") +
        p("A rights owner has objected to your brand. Sign in and answer the case today to keep your enrolment.") +
        // The first letter of the domain is Cyrillic.
        button("https://brandregistry.\u0430mazon.example/case/1187402", "Sign in and answer") +
        p(
          `If the button does not work: ${a("https://brandregistry.\u0430mazon.example/case/1187402", "brandregistry.\u0430mazon.example")}`,
        ),
    }),
    expect: { level: "danger", sender: "impersonation", note: "A Cyrillic letter in the host." },
  },
  {
    id: "fake-in-safe-links",
    from: { name: "Amazon Seller Support", address: "desk@parcel-anchor.example" },
    replyTo: { name: "Amazon Seller Support", address: "amazon.seller.support@postbox.example" },
    subject: "Update your emergency contact",
    html: letter({
      title: "seller central",
      colour: "#21313a",
      body:
        p("Hello,") +
        p(
          "From December every selling account needs an emergency contact. Please sign in and update yours, otherwise your Amazon seller account will be suspended.",
        ) +
        button(safeLink("https://parcel-anchor.example/sc/signin?next=emergency"), "Update emergency contact") +
        p("The Selling on Amazon Team"),
    }),
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "The wrapper's own host is harmless, but its target is not.",
    },
  },
  {
    id: "google-form",
    from: { name: "Amazon Seller Verification Team", address: "verification@meadow-consulting.example" },
    subject: "Complete the INFORM Act verification form",
    html: letter({
      title: "Verification",
      colour: "#21313a",
      body:
        p("Dear seller,") +
        p(
          "To comply with the INFORM Consumers Act your Amazon selling account must be verified. Fill in the form with your bank details and upload your identity document before Friday.",
        ) +
        button(
          "https://docs.google.com/forms/d/e/1FAIpQLSd0demo0demo0demo0demo0demo0demo/viewform",
          "Open verification form",
        ) +
        p("Amazon Seller Verification Team"),
    }),
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "Any user can publish a form there; Amazon's sign-in is elsewhere.",
    },
  },
  {
    id: "form-in-mail",
    from: { name: "Amazon Seller Central", address: "billing@tidewater-print.test" },
    subject: "Charge method declined",
    html: letter({
      title: "seller central",
      colour: "#21313a",
      body:
        p("Hello,") +
        p(
          "We could not charge your monthly subscription. Sign in to your Amazon seller account below to update your card.",
        ) +
        `<form action="https://tidewater-print.test/sc/session" method="post" style="margin:0 0 24px">` +
        `<label style="display:block;margin-bottom:10px">E-mail<br><input type="email" name="email" style="width:280px;padding:6px"></label>` +
        `<label style="display:block;margin-bottom:10px">Password<br><input type="password" name="password" style="width:280px;padding:6px"></label>` +
        `<button type="submit" style="padding:8px 24px">Sign in</button></form>` +
        p(`No form to be seen? ${a("http://tidewater-print.test/sc/session", "Sign in here")}.`),
    }),
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "A form is an action link: a password must not leave for a foreign host.",
    },
  },
  {
    id: "invisible-in-name",
    // A zero-width space, a soft hyphen and a word joiner.
    from: { name: "Am\u200bazon Sel\u00adler Cen\u2060tral", address: "hello@northfield-garden.example" },
    subject: "New performance notification",
    html: letter({
      title: "seller central",
      colour: "#21313a",
      body:
        p("Hello,") +
        p("You have one new performance notification that needs your attention.") +
        button("https://northfield-garden.example/n/5521", "Read notification"),
    }),
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "Invisible characters split the name, which is a deception by itself.",
    },
  },
  {
    id: "address-as-name-de",
    from: { name: "no-reply@amazon.de", address: "k.meyer@gartenbau-lind.example" },
    replyTo: { address: "verkaeufer.service.amazon@postfach.example" },
    subject: "Ihre Auszahlung wurde angehalten",
    html: letter({
      lang: "de",
      title: "seller central",
      colour: "#21313a",
      body:
        p("Guten Tag,") +
        p("Ihre letzte Auszahlung wurde angehalten. Melden Sie sich an und prüfen Sie Ihre Bankverbindung.") +
        button("http://gartenbau-lind.example/sc/de", "Jetzt anmelden") +
        p("Amazon Services Europe"),
    }),
    expect: { level: "danger", sender: "impersonation", note: "An address within the name that is not the sender's." },
  },
  {
    id: "copy-and-paste",
    from: { name: "Amazon Seller Performance Team", address: "team@quill-harbour.test" },
    subject: "Notice: your selling privileges",
    text:
      "Hello,\n\nYour Amazon seller account is at risk of deactivation because a policy warning was not acknowledged.\n" +
      "Please copy and paste this link into your browser and sign in to acknowledge it within 72 hours:\n\n" +
      "http://quill-harbour.test/sc/ack?case=88213\n\n" +
      "Failure to do so will result in the removal of your selling privileges.\n\nThe Amazon Seller Performance Team\n",
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "No HTML, no button: a bare address beside an imperative.",
    },
  },
  {
    id: "only-an-attachment",
    from: { name: "Amazon Seller Performance", address: "office@slate-and-stone.example" },
    subject: "Account verification documents",
    html: `<html><body><p>Please find the attached notice about your Amazon account.</p></body></html>`,
    attachments: [
      {
        name: "Verification_Notice.pdf",
        type: "application/pdf",
        content: "%PDF-1.4\n% an empty page, for show\n%%EOF\n",
      },
    ],
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "A foreign sender and only an attachment: two contradictions.",
    },
  },
];

/** The three senders of a quiz for sellers. None of them is Amazon. */
export const quiz = [
  {
    id: "quiz-hotmail",
    from: { name: "Amazon Security", address: "amazon-security@hotmail.com" },
    subject: "Unusual sign-in to your account",
    html: letter({
      title: "Security notice",
      body:
        p(
          "Someone signed in to your Amazon seller account from a new device. If it was not you, secure your account now.",
        ) + button("https://secure-desk.invalid/recover", "Secure my account"),
    }),
    expect: {
      level: "danger",
      sender: "impersonation",
      note: "Brand and role word in the local part at a free mailbox.",
    },
  },
  {
    id: "quiz-msn",
    from: { name: "Amazon Payments", address: "amazon-payments@msn.com" },
    subject: "Your payment is waiting",
    text: "Dear Seller,\n\nyour Amazon payment could not be delivered. Please reply to this message with your bank account and the PIN of your card.\n\nAmazon Payments\n",
    expect: { level: "danger", sender: "impersonation", note: "The same, without any link: it asks for an answer." },
  },
  {
    id: "quiz-payments-amazon",
    from: { name: "Amazon Seller Performance", address: "seller-performance@payments-amazon.com" },
    subject: "Review of your account",
    html: letter({
      title: "seller central",
      colour: "#21313a",
      body:
        p("Hello,") +
        p("We are reviewing your Amazon seller account. Please read the notification in Seller Central.") +
        button("https://sellercentral.amazon.com/performance/notifications", "Open notifications"),
    }),
    expect: {
      level: "caution",
      sender: "not-a-sender",
      note: "Amazon owns the sender's domain but sends no mail from it: one contradiction. The only link is genuine.",
    },
  },
];
