// A real MailDev on loopback, with the mails of a test: a webmail for which Touchstone has no adapter.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { discard, scratch, start, stop } from "./drivers/processes.mjs";
import { until } from "./drivers/until.mjs";
import { freePort } from "./imap.mjs";
import { eml } from "./mails.mjs";

const MAILDEV = fileURLToPath(new URL("../../extension/node_modules/maildev/dist/bin/maildev.js", import.meta.url));

/** Returns why MailDev cannot run, or null. */
export const missing = () => (existsSync(MAILDEV) ? null : "MailDev is not installed");

/** Starts MailDev with these mails. Returns the addresses of its pages, and a function that ends it. */
export async function startMaildev(mails) {
  const folder = scratch("maildev");
  for (const mail of mails) writeFileSync(join(folder, `${mail.id}.eml`), eml(mail));
  const [smtp, web] = [await freePort(), await freePort()];
  const program = start(process.execPath, [
    ...[MAILDEV, "--silent", "--ip", "127.0.0.1", "--web-ip", "127.0.0.1"],
    ...["--smtp", String(smtp), "--web", String(web), "--mail-directory", folder],
  ]);
  const origin = `http://127.0.0.1:${web}`;
  await until(async () => {
    const answer = await fetch(`${origin}/api/email`);
    return answer.ok && (await answer.json()).length === mails.length;
  }, "MailDev with the mails");
  return {
    /** The page with no mail open. */
    list: `${origin}/#/`,
    addressOf: (id) => `${origin}/#/email/${id}`,
    async close() {
      await stop(program);
      discard(folder);
    },
  };
}
