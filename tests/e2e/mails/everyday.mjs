// The rest of a seller's inbox: buyers' messages that Amazon relays, and mails that only mention Amazon.

import { a, button, letter, list, p } from "./letter.mjs";

/** Amazon's frame around a buyer's words. */
const relayed = (order, words) =>
  letter({
    lang: "de",
    title: "Nachricht eines Käufers",
    colour: "#21313a",
    body:
      p("Sie haben eine Nachricht von einem Käufer erhalten.") +
      p(`Bestellnummer ${order}:<br>1 x Wandregal Eiche, 60 cm`) +
      p("------------- Beginn der Nachricht -------------") +
      words +
      p("------------- Ende der Nachricht -------------") +
      button(`https://sellercentral.amazon.de/messaging/inbox?fi=search&ss=${order}`, "Antworten"),
    footer: `War diese E-Mail hilfreich? ${a("https://sellercentral.amazon.de/notifications/feedback?deliveryId=1000000000000000", "Ja")} | ${a("https://sellercentral.amazon.de/gp/help/external/G200389080", "Richtlinien für die Kommunikation")}`,
  });

export const relay = [
  {
    id: "relay-poses-as-amazon",
    from: { name: "Kundenservice", address: "b7k2m9x4q1w8s5d@marketplace.amazon.de" },
    subject: "Anfrage zur Bestellung 305-1840273-5562119",
    html: relayed(
      "305-1840273-5562119",
      p(
        "Hier ist der Amazon Verkäuferservice. Ihr Amazon-Verkäuferkonto wurde eingeschränkt. Bitte bestätigen Sie Ihr Konto heute noch unter:",
      ) +
        p(
          a(
            "http://sellercentral.amazon.de.konto-pruefung.example/login",
            "http://sellercentral.amazon.de.konto-pruefung.example/login",
          ),
        ) +
        p("Amazon Seller Performance"),
    ),
    expect: {
      level: "danger",
      sender: "relay",
      note: "Amazon relays a stranger's words, which pose as Amazon and link to another site.",
    },
  },
  {
    id: "relay-question",
    from: { name: "Jonas", address: "r4t8z1p6v3n0c2h@marketplace.amazon.de" },
    subject: "Anfrage zur Bestellung 306-7712045-0098341",
    html: relayed(
      "306-7712045-0098341",
      p(
        "Hallo, das Regal ist gut angekommen, aber eine Schraube fehlt. Können Sie mir eine nachschicken? Ein Foto habe ich angehängt. Viele Grüße, Jonas",
      ),
    ),
    attachments: [
      {
        name: "regal.jpg",
        type: "image/jpeg",
        content: Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex"),
      },
    ],
    expect: { level: "info", sender: "relay", note: "An ordinary question in Amazon's frame." },
  },
];

export const everyday = [
  {
    id: "ordinary-ja",
    from: { name: "緑川紙業 営業部", address: "eigyo@midorikawa-paper.example" },
    subject: "お見積書の送付（緩衝材・段ボール）",
    html: letter({
      lang: "ja",
      title: "緑川紙業",
      colour: "#3c5a46",
      body:
        p("いつもお世話になっております。緑川紙業の田中です。") +
        p("ご依頼の段ボール箱（3サイズ）のお見積書をお送りいたします。内容をご確認のうえ、ご返信ください。") +
        button("https://midorikawa-paper.example/quote/20417", "見積書を見る", "#3c5a46"),
      footer: "緑川紙業株式会社 &middot; 大阪市",
    }),
    attachments: [{ name: "見積書_20417.pdf", type: "application/pdf", content: "%PDF-1.4\n%%EOF\n" }],
    expect: {
      level: "info",
      sender: "unrelated",
      note: "The mail does not claim to be Amazon, so there is no warning.",
    },
  },
  {
    id: "tool-newsletter",
    from: { name: "Shelfwise", address: "news@shelfwise.example" },
    subject: "5 reasons your Amazon account may be suspended, and what to do",
    html: letter({
      title: "Shelfwise",
      preview: "This month: account health, Q4 fees, and a new keyword report.",
      colour: "#4b3a78",
      body:
        p("Hi there,") +
        p(
          "Amazon suspends thousands of sellers in the fourth quarter. Shelfwise watches your account health and warns you before it is too late.",
        ) +
        list("account health in one view", "FBA fee changes, explained", "keyword report for every marketplace") +
        button(
          "https://click.shelfwise.example/c/eyJ1IjoiMTE5In0?utm_source=nl",
          "Check my account health",
          "#4b3a78",
        ) +
        p(`Read the ${a("https://click.shelfwise.example/c/eyJ1IjoiMTIwIn0", "guide to appeals")} on our blog.`),
      footer: `You get this because you use Shelfwise. ${a("https://shelfwise.example/unsubscribe?u=119", "Unsubscribe")} &middot; ${a("https://shelfwise.example/view/119", "View in browser")}`,
      pixel: "https://click.shelfwise.example/o/119.gif",
    }),
    headers: { "List-Unsubscribe": "<https://shelfwise.example/unsubscribe?u=119>" },
    expect: { level: "info", sender: "unrelated", note: "A tool's newsletter mentions Amazon and speaks for itself." },
  },
  {
    id: "supplier-carton-labels",
    from: { name: "Lucy Amazon FBA Shipping", address: "lucy@brightwharf-forwarding.example" },
    subject: "FBA carton labels for shipment FBA17XK2D9",
    html:
      `<html><body style="font-family:Calibri,sans-serif;font-size:14px"><p>Dear Tom,</p>` +
      `<p>the goods for Amazon FTW1 are packed, 42 cartons. Please send us the FBA carton labels and the Amazon reference ID today, ` +
      `the truck leaves on Friday. You can upload them here: <a href="https://files.brightwharf-forwarding.example/u/k2d9">https://files.brightwharf-forwarding.example/u/k2d9</a></p>` +
      `<p>Best regards,<br>Lucy Chen<br>Brightwharf Forwarding, Shenzhen</p></body></html>`,
    expect: {
      level: "info",
      sender: "unrelated",
      note: "The name and the text mention Amazon beside a trade word.",
    },
  },
  {
    id: "colleague-forwards",
    from: { name: "Mia Brandt", address: "mia@ourshop.example" },
    subject: "Fwd: Your listing has been removed",
    html:
      `<html><body style="font-family:Arial,sans-serif;font-size:14px"><p>Tom, can you look at this one today? Thanks, Mia</p>` +
      `<div>---------- Forwarded message ---------<br>From: <b>Amazon Seller Central</b> &lt;no-reply@amazon.com&gt;<br>` +
      `Date: Mon, 16 Nov 2026 at 08:12<br>Subject: Your listing has been removed<br>To: &lt;mia@ourshop.example&gt;</div><br>` +
      letter({
        title: "seller central",
        colour: "#21313a",
        body:
          p("Hello,") +
          p(
            "We removed your listing B0C7XN41QD because of a policy violation. If you do not appeal, your selling account may be deactivated.",
          ) +
          button("https://sellercentral.amazon.com/performance/account/health/product-policies", "Appeal"),
      }) +
      `</body></html>`,
    expect: {
      level: "info",
      sender: "unrelated",
      note: "A colleague forwards a genuine notice. Its links decide, and it is never better than info.",
    },
  },
  {
    id: "payout-firm-zh",
    from: { name: "远河支付", address: "service@yuanhepay.example" },
    subject: "您的亚马逊店铺收款账户需验证，请尽快完成",
    html: letter({
      lang: "zh-CN",
      title: "远河支付 YuanhePay",
      colour: "#0d4f8b",
      body:
        p("尊敬的客户：") +
        p("根据监管要求，您用于亚马逊店铺收款的远河支付账户需在 11 月 30 日前完成企业信息验证，否则将影响您的提现。") +
        button("https://track.yuanhepay.example/c/8812", "立即验证", "#0d4f8b") +
        p("远河支付客服团队"),
      footer: `${a("https://www.yuanhepay.example/privacy", "隐私政策")} &middot; ${a("https://track.yuanhepay.example/u/8812", "退订")}`,
    }),
    expect: {
      level: "info",
      sender: "unrelated",
      note: "A payout firm speaks under its own name about its own account.",
    },
  },
  {
    id: "consent-renewal",
    from: { name: "Lantern ERP", address: "notice@lantern-erp.example" },
    subject: "Your Amazon authorisation for Lantern ERP expires in 7 days",
    html: letter({
      title: "Lantern ERP",
      colour: "#7a4a12",
      body:
        p("Hello,") +
        p(
          "the authorisation that lets Lantern ERP read the orders of your shop on Amazon expires in 7 days. Please renew it, or your stock will no longer be synchronised.",
        ) +
        button(
          "https://sellercentral.amazon.com/apps/authorize/consent?application_id=amzn1.sp.solution.0d3m0d3m-0000-4000-8000-000000000000",
          "Renew authorisation",
          "#7a4a12",
        ) +
        p("Lantern ERP support"),
      footer: a("https://lantern-erp.example/preferences", "Preferences"),
    }),
    expect: {
      level: "info",
      sender: "unrelated",
      note: "The tool itself asks for consent on an ordinary page: a mark, no banner.",
    },
  },
];
