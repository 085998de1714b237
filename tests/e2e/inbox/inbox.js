// The demo webmail. It is invented, so the extension treats it like any unknown webmail.
// In the address: ?lang=en|zh, ?body=<a way below>, #/mail/<id>.

const TEXTS = {
  en: {
    name: "Harbour Mail",
    folder: "Inbox",
    empty: "Choose a message to read.",
    from: "From:",
    to: "To:",
    replyTo: "Reply to:",
    date: "Date:",
    attachments: "Attachments",
    body: "Message body",
    images: "Images from other sites are not shown.",
    reply: "Reply",
    forward: "Forward",
    archive: "Archive",
  },
  zh: {
    name: "港湾邮箱",
    folder: "收件箱",
    empty: "请选择一封邮件。",
    from: "发件人：",
    to: "收件人：",
    replyTo: "回复至：",
    date: "时间：",
    attachments: "附件",
    body: "邮件正文",
    images: "外部图片未显示。",
    reply: "回复",
    forward: "转发",
    archive: "归档",
  },
};

/** The ways webmails embed a mail's body. Each fills `holder`. */
const BODIES = {
  /** Within the page. */
  inline: (holder, mail) => {
    holder.innerHTML = mail.body;
  },
  /** In a frame of the same origin, with an address of its own. */
  src: (holder, mail) => {
    frame(holder).src = `body/${mail.id}`;
  },
  /** A body in a frame without an address, with the same origin, that may not run scripts. */
  srcdoc: (holder, mail) => {
    const iframe = frame(holder, "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    iframe.srcdoc = whole(mail);
  },
  /** The same with an opaque origin, so that the page cannot read the frame. */
  opaque: (holder, mail) => {
    const iframe = frame(holder, "allow-popups allow-popups-to-escape-sandbox");
    iframe.srcdoc = whole(mail);
  },
  /** In a frame that shows a blob. */
  blob: (holder, mail) => {
    frame(holder).src = URL.createObjectURL(new Blob([whole(mail)], { type: "text/html;charset=utf-8" }));
  },
  /** In an empty frame that the page then writes into. */
  write: (holder, mail) => {
    const { contentDocument } = frame(holder);
    contentDocument.open();
    contentDocument.write(whole(mail));
    contentDocument.close();
  },
};

const address = new URLSearchParams(location.search);
const language = address.get("lang") === "zh" ? "zh" : "en";
const text = TEXTS[language];
const embed = BODIES[address.get("body")] ?? BODIES.inline;
const pane = document.querySelector(".pane");

function frame(holder, sandbox) {
  const iframe = make("iframe", { title: text.body, className: "message-frame" });
  if (sandbox) iframe.setAttribute("sandbox", sandbox);
  holder.append(iframe);
  return iframe;
}

const whole = (mail) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">${mail.body}</body></html>`;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const mailbox = ({ name, address }) => (name ? `${name} <${address}>` : address);

function field(label, value, className) {
  return make(
    "div",
    { className: `field ${className}` },
    make("span", { className: "label" }, label),
    " ",
    make("span", { className: "value" }, value),
  );
}

/** The open message: subject, header, attachments, body. */
function message(mail) {
  const holder = make("div", { className: "message-body" });
  holder.setAttribute("role", "document");
  holder.setAttribute("aria-label", text.body);
  const attachments = mail.attachments.map((name, at) =>
    make(
      "li",
      {},
      make("a", { href: `attachment/${mail.id}/${at}`, download: name, className: "attachment-name" }, name),
    ),
  );
  const head = make(
    "header",
    { className: "message-head" },
    make("h2", { className: "subject" }, mail.subject),
    field(text.from, mailbox(mail.from), "from"),
    ...(mail.replyTo ? [field(text.replyTo, mailbox(mail.replyTo), "reply-to")] : []),
    field(text.to, mail.to, "to"),
    field(text.date, new Date(mail.date).toLocaleString(language), "date"),
    make(
      "div",
      { className: "actions" },
      ...[text.reply, text.forward, text.archive].map((name) => make("button", { type: "button" }, name)),
    ),
  );
  const article = make("article", { className: "message" }, head);
  if (attachments.length > 0)
    article.append(
      make("section", { className: "attachments" }, make("h3", {}, text.attachments), make("ul", {}, ...attachments)),
    );
  if (mail.imagesLeftOut) article.append(make("p", { className: "notice" }, text.images));
  article.append(holder);
  pane.replaceChildren(article);
  // The body is embedded last, because a frame without an address has a document only once it is in the page.
  embed(holder, mail);
}

async function show() {
  const id = /^#\/mail\/([\w-]+)$/.exec(location.hash)?.[1];
  for (const row of document.querySelectorAll(".list a")) row.ariaCurrent = row.dataset.id === id ? "true" : null;
  if (!id) return pane.replaceChildren(make("p", { className: "empty" }, text.empty));
  const response = await fetch(`mails/${id}`);
  if (response.ok) message(await response.json());
  else pane.replaceChildren(make("p", { className: "empty" }, `404: ${id}`));
}

async function begin() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = text.name;
  document.querySelector(".name").textContent = text.name;
  document.querySelector(".folder").textContent = text.folder;
  for (const link of document.querySelectorAll(".languages a")) {
    link.ariaCurrent = link.dataset.lang === language ? "true" : null;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      address.set("lang", link.dataset.lang);
      location.search = String(address);
    });
  }
  const { user, mails } = await (await fetch("mails")).json();
  document.querySelector(".account").textContent = user;
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
  document.querySelector(".list").append(
    ...mails.map((mail) => {
      const row = make(
        "a",
        { href: `#/mail/${mail.id}` },
        make("span", { className: "list-name" }, mail.from.name ?? mail.from.address),
        make("time", {}, day.format(new Date(mail.date))),
        make("span", { className: "list-subject" }, mail.subject),
      );
      row.dataset.id = mail.id;
      return make("li", {}, row);
    }),
  );
  addEventListener("hashchange", show);
  await show();
}

await begin();
