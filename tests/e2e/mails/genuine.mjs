// Notices as Amazon sends them. They sound frightening, and the extension must never warn about them. The words are ours; the
// links have the form of Amazon's.

import { a, button, letter, list, p } from "./letter.mjs";

const central = "https://sellercentral.amazon.com";

export const genuine = [
  {
    id: "genuine-second-review",
    from: { name: "Amazon Seller Performance", address: "seller-performance@amazon.com" },
    subject: "Your selling account has been deactivated: documents required within 72 hours",
    html: letter({
      title: "seller central",
      preview: "Your listings are no longer active. Funds are on hold until the review is complete.",
      colour: "#21313a",
      body:
        p("Hello,") +
        p(
          "Your Amazon selling account has been <b>deactivated</b>. Your listings were taken down and funds will not be transferred to you while we review the account. If we do not hear from you <b>within 72 hours</b>, the account may be closed for good.",
        ) +
        p(
          "Why did this happen? We could not verify the identity of the person who controls this account. Please send:",
        ) +
        list(
          "the business licence of OURSHOP TRADING LTD, in full and in colour",
          "the identity document of the legal representative, front and back",
          "a utility bill of the last 90 days that shows the same name and address",
        ) +
        button(`${central}/performance/dashboard?ref=ah_em_va`, "Submit documents") +
        p(
          `You find the same notice under ${a(`${central}/performance/notifications`, "Performance Notifications")}. Was your account deactivated in error? ${a(`${central}/cu/contact-us`, "Contact us")}.`,
        ) +
        p("Sincerely,<br>Seller Performance Team"),
      footer: `${a(`${central}/gp/help/external/G200520700`, "About account verification")} &middot; ${a(`${central}/notifications/preferences/ref=id_notifpref_dnav_xx_`, "Notification preferences")}<br>SPC-USAmazon-1060021877345512`,
      pixel: `${central}/nms/img/6f0c3b52-1f7e-3ad0-9a55-0c1d2e3f4a5b?sk=Qm9hcmQ&n=1`,
    }),
    text: `Hello,\n\nYour Amazon selling account has been deactivated. Please send the documents listed in your account within 72 hours:\n${central}/performance/dashboard?ref=ah_em_va\n\nSeller Performance Team\n`,
    expect: {
      level: "ok",
      sender: "amazon",
      note: "Deadlines, fear and requests for documents never warn; the address is Amazon's and so is every link.",
    },
  },
  {
    id: "genuine-second-review-zh",
    from: { name: "亚马逊卖家支持", address: "no-reply@amazon.com" },
    subject: "【需要采取行动】您的卖家账户需要完成身份验证，否则将被停用",
    html: letter({
      lang: "zh-CN",
      title: "卖家平台",
      colour: "#21313a",
      body:
        p("尊敬的卖家：") +
        p(
          "我们正在审核您的销售账户。为继续在我们的商城销售，您必须在 <b>7 天内</b>提交营业执照、法定代表人身份证件以及最近 90 天内的水电费账单，并按预约时间完成视频验证。逾期未提交，您的账户将被停用，资金将暂缓发放。",
        ) +
        button(`${central}/hz/sell-verification?ref=sc_em_sivr`, "前往卖家平台提交") +
        p(
          `同一通知也会显示在“绩效”下的${a(`${central}/performance/notifications`, "业绩通知")}中。如需帮助，请${a(`${central}/cu/contact-us`, "联系我们")}。`,
        ) +
        p("此致<br>亚马逊卖家支持团队"),
      footer: `${a(`${central}/gp/help/external/G200421970?language=zh_CN`, "账户验证说明")} &middot; ${a(`${central}/notifications/preferences`, "通知首选项")}`,
    }),
    expect: {
      level: "ok",
      sender: "amazon",
      note: "The same in Chinese, with a deadline and a request for documents.",
    },
  },
  {
    id: "genuine-deactivation-de",
    from: { name: "Amazon Verkäuferleistung", address: "verkaeufer-performance@amazon.de" },
    subject: "Ihr Verkäuferkonto wird in 72 Stunden gesperrt",
    html: letter({
      lang: "de",
      title: "seller central",
      colour: "#21313a",
      body:
        p("Guten Tag,") +
        p(
          "Ihr Verkäuferkonto verstößt gegen unsere Richtlinien zur Produktsicherheit. Wenn Sie nicht innerhalb von <b>72 Stunden</b> Einspruch einlegen, entziehen wir Ihnen die Verkaufsberechtigung und behalten Ihr Guthaben vorläufig ein.",
        ) +
        button(
          "https://sellercentral.amazon.de/performance/account/health/product-policies?ref=em_ah",
          "Einspruch einlegen",
        ) +
        p(
          `Fragen beantwortet der ${a("https://sellercentral-europe.amazon.com/cu/contact-us", "Verkäuferservice")}. Laden Sie die App für Verkäufer: ${a("https://itunes.apple.com/de/app/amazon-seller/id794141485", "App Store")} oder ${a("https://play.google.com/store/apps/details?id=com.amazon.sellermobile.android", "Google Play")}.`,
        ),
      footer: `${a("http://sellercentral.amazon.de/gp/help/external/521", "Hilfe")} &middot; Amazon EU S.à r.l., Luxemburg`,
    }),
    expect: {
      level: "ok",
      sender: "amazon",
      note: "App stores are no action links, and plain http to a genuine host does not raise the level.",
    },
  },
  {
    id: "genuine-in-safe-links",
    from: { name: "Amazon Seller Central", address: "no-reply@amazon.co.uk" },
    subject: "Action required: confirm your tax information",
    html: letter({
      title: "seller central",
      colour: "#21313a",
      body:
        p("Hello,") +
        p(
          "We have to report your sales to the tax authority and miss your tax identification number. Please complete your tax information, or we must withhold your disbursements from the first of next month.",
        ) +
        button(safeLink("https://sellercentral.amazon.co.uk/tax/interview?ref=em_dac7"), "Complete tax information") +
        p(
          `Questions? ${a(safeLink("https://sellercentral-europe.amazon.com/cu/contact-us"), "Contact Selling Partner Support")}.`,
        ),
    }),
    expect: {
      level: "ok",
      sender: "amazon",
      note: "Safe Links is transparent: the rules judge its target, which is Amazon's.",
    },
  },
  {
    id: "genuine-interview-qualtrics",
    from: { name: "Amazon Seller Verification", address: "no-reply@amazon.com" },
    subject: "Book your identity verification interview",
    html: letter({
      title: "seller central",
      colour: "#21313a",
      body:
        p("Hello,") +
        p(
          "Your documents were received. To release your funds we must speak with the owner of the account. Verify your identity in a video interview; this link does not lead to our website.",
        ) +
        button("https://amazonexteu.qualtrics.com/jfe/form/SV_3kfP0aQx7mTd2Lz", "Verify your identity") +
        p(`The same request stands under ${a(`${central}/performance/notifications`, "Performance Notifications")}.`),
    }),
    expect: {
      level: "caution",
      sender: "amazon",
      note: "A host that Amazon really uses, but the mail asks for identity documents: caution, never more.",
    },
  },
  {
    id: "genuine-survey-qualtrics",
    from: { name: "Amazon Seller Research", address: "no-reply@amazon.com" },
    subject: "How was your last contact with Selling Partner Support?",
    html: letter({
      title: "seller central",
      colour: "#21313a",
      body:
        p("Hello,") +
        p("Please tell us how satisfied you were with our answer to your case. It takes two minutes.") +
        button("https://amazonexteu.qualtrics.com/jfe/form/SV_8hTzVw2LqYcE5Nd", "Take the survey"),
      footer: a("https://amazonexteu.qualtrics.com/CP/Register.php?OptOut=true&RID=CGC_9", "Opt out of surveys"),
    }),
    expect: {
      level: "info",
      sender: "amazon",
      note: "The same host, and the mail only asks for an opinion: a mark, no banner.",
    },
  },
];

/** A link as a Microsoft mail gateway rewrites it. */
export function safeLink(target) {
  const data = "05%7C02%7Cseller%40ourshop.example%7C7f3c2a%7C0%7C0%7C638990000000000000%7CUnknown%7C";
  return `https://eur02.safelinks.protection.outlook.com/?url=${encodeURIComponent(target)}&data=${data}&sdata=2hQ7nLx0Zp%2BvK4uT%3D&reserved=0`;
}
