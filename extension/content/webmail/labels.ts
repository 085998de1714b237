// The labels of header rows in the languages of webmails.

/**
 * Labels of header rows, in the languages of webmails. A short label counts only with its colon, because names begin with "A",
 * "Da" and "Van", too.
 */
export const LABELS = {
  from: /^(?:(?:from|sender|absender|mittente|remitente|kimden)(?:\s*[:：]|\s)|(?:de|da|von|van|od|от|gönderen)\s*[:：]|(?:发件人|发信人|寄件者|寄件人|差出人|送信者|보낸 ?사람)\s*[:：]?)/i,
  notFrom:
    /^(?:(?:to|cc|bcc|recipients?|reply-to|reply to|répondre à|rispondi a|responder a|antwort an)(?:\s*[:：]|\s)|(?:an|à|a|para|aan|do|kime|кому|empfänger|kopie|blindkopie|destinataires?|copie(?: à| cachée)?|destinatar(?:io|i|ios|iusz)|copia(?: nascosta| conoscenza| oculta)?|ontvangers?|odbiorc[ay]|получател[ьи]|копия|alıcı(?:lar)?|bilgi)\s*[:：]|(?:收件人|收件者|抄送|密送|副本|密件副本|回复至|回复|宛先|受信者|返信先|받는 ?사람|수신|참조)\s*[:：]?)/i,
  /** The beginning of the recipients in a row that names the sender first: an element whose text begins with this. */
  recipients: /^(?:to|cc|bcc|an|à|para|aan|do|收件人|抄送|发至|发给|宛先)(?=[\s:：]|$)/i,
  /** The beginning of the row with the date. */
  date: /^(?:date|sent|received|datum|gesendet|envoyé|fecha|enviado|data|inviato|时间|日期|發送|寄件日期|日時|送信日時|дата)\s*[:：]?/i,
  /** The beginning of the row with the subject. */
  subject:
    /^(?:subject|betreff|objet|oggetto|asunto|assunto|onderwerp|temat|тема|konu|主题|主題|主旨|件名|제목)(?:\s*[:：]|$)/i,
  replyTo: /^(?:reply-to|reply to|回复至|回复地址|返信先|antwort an|répondre à|rispondi a|responder a)\s*[:：]?/i,
} as const;
