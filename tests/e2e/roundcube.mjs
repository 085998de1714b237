// A real Roundcube on loopback with the demo mails in its inbox: Dovecot serves a Maildir, PHP's own web server serves
// Roundcube. All configuration lies in a temporary folder, so the system's own stays unchanged.

import { execFileSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { discard, installed, scratch, start, stop } from "./drivers/processes.mjs";
import { ATTEMPT, until, within } from "./drivers/until.mjs";
import * as imap from "./imap.mjs";
import { mails as demoMails } from "./mails.mjs";

const PUBLIC = "/var/lib/roundcube/public_html";
const SCHEMA = "/usr/share/roundcube/SQL/sqlite.initial.sql";

/** Returns the reason why Roundcube cannot run here, or null. */
export function missing() {
  const lacking = [
    installed("php") ? null : "php-cli",
    imap.lacking(),
    existsSync(PUBLIC) ? null : "roundcube-core",
    existsSync(SCHEMA) ? null : "roundcube-sqlite3",
  ].filter(Boolean);
  return lacking.length > 0
    ? `Roundcube is not installed (Debian: ${lacking.join(", ")}); setup-roundcube.sh installs it`
    : null;
}

/** Starts Roundcube with these mails delivered, the first of them first. */
export async function startRoundcube({ mails = demoMails, language = "en_US", skin = "elastic" } = {}) {
  const folder = scratch("roundcube");
  for (const name of ["config", "logs", "temp"]) mkdirSync(join(folder, name));
  const log = openSync(join(folder, "logs", "output"), "a");
  const mailbox = await imap.startImap(folder, mails, { output: log });
  const webPort = await imap.freePort();
  writeFileSync(
    join(folder, "config", "config.inc.php"),
    roundcubeConf({ folder, webPort, imapPort: mailbox.port, language, skin }),
  );
  for (const name of ["defaults.inc.php", "mimetypes.php"])
    symlinkSync(join("/etc/roundcube", name), join(folder, "config", name));
  execFileSync("php", [
    "-r",
    "$d = new PDO('sqlite:' . $argv[1]); $d->exec(file_get_contents($argv[2]));",
    join(folder, "roundcube.sqlite"),
    SCHEMA,
  ]);

  const programs = [
    mailbox.program,
    start(
      "php",
      [
        "-d",
        `session.save_path=${join(folder, "temp")}`,
        "-d",
        "display_errors=0",
        "-S",
        `127.0.0.1:${webPort}`,
        "-t",
        PUBLIC,
      ],
      {
        // Roundcube keeps a request open while it loads another.
        env: { ROUNDCUBE_CONFIG_DIR: join(folder, "config"), PHP_CLI_SERVER_WORKERS: "4" },
        output: log,
      },
    ),
  ];
  closeSync(log);
  const roundcube = new Roundcube(`http://127.0.0.1:${webPort}/`, mailbox, async () => {
    await Promise.all(programs.map(stop));
    discard(folder);
  });
  try {
    await until(async () => (await mailbox.answers()) && (await fetch(roundcube.url)).ok, "Roundcube to answer", {});
  } catch (error) {
    error.message += `\n${readFileSync(join(folder, "logs", "output"), "utf8").slice(-2_000)}`;
    await roundcube.close();
    throw error;
  }
  return roundcube;
}

class Roundcube {
  #mailbox;
  #close;

  constructor(url, mailbox, close) {
    /** Its address. */
    this.url = url;
    this.#mailbox = mailbox;
    this.#close = close;
  }

  /** Logs in; afterwards the page shows the inbox. */
  async login(page) {
    await page.goto(this.url);
    await page.type(imap.LOGIN.user, { into: "#rcmloginuser" });
    await page.type(imap.LOGIN.password, { into: "#rcmloginpwd" });
    await page.press("Enter");
    await page.waitFor("#messagelist tbody tr.message");
  }

  /** Goes to the list of a folder. */
  async list(page, folder) {
    await page.goto(`${this.url}?_task=mail&_mbox=${folder}`);
    await page.waitFor("#messagelist tbody tr.message");
  }

  /** Selects a mail in the list, as the user would. It opens beside the list. */
  async select(page, id) {
    const { uid } = this.#mailbox.find(id);
    const row = `#messagelist a[href*="_uid=${uid}&"], #messagelist a[href$="_uid=${uid}"]`;
    await page.waitFor(row);
    // The link would open the mail on its own page. The cell around it selects it.
    await page.evaluate((row) => {
      for (const marked of document.querySelectorAll("tr[data-wanted]")) marked.removeAttribute("data-wanted");
      document.querySelector(row).closest("tr").setAttribute("data-wanted", "");
    }, row);
    await page.click("tr[data-wanted] td.subject");
  }

  /** Opens a mail beside the list and returns its frame. */
  async preview(page, id) {
    const { uid } = this.#mailbox.find(id);
    await this.select(page, id);
    const shown = async () => {
      const frame = await page.frame("#messagecontframe");
      const there = await frame.evaluate(
        (uid) =>
          new URLSearchParams(location.search).get("_uid") === uid &&
          document.readyState === "complete" &&
          document.querySelector("#messagebody") !== null,
        String(uid),
      );
      return there && frame;
    };
    // A frame that goes to another page at this moment never answers.
    return until(() => within(ATTEMPT, shown(), "the frame"), `the preview of ${id}`);
  }

  /** Opens a mail on a page of its own. */
  async show(page, id) {
    const { folder, uid } = this.#mailbox.find(id);
    await page.goto(`${this.url}?_task=mail&_mbox=${folder}&_uid=${uid}&_action=show`);
    await page.waitFor("#messagebody");
  }

  /** Stops everything and removes its folder. */
  async close() {
    await this.#close();
  }
}

/**
 * Roundcube refuses a key of another length than 24. No mail is ever sent: the port of SMTP is closed. Cookies do not depend on the
 * port, so two servers need cookie names of their own.
 */
const roundcubeConf = ({ folder, webPort, imapPort, language, skin }) => `<?php
$config = [
  'db_dsnw' => 'sqlite:///${folder}/roundcube.sqlite?mode=0600',
  'imap_host' => '127.0.0.1:${imapPort}',
  'smtp_host' => '127.0.0.1:9',
  'des_key' => 'touchstone-on-loopback-1',
  'product_name' => 'Webmail',
  'plugins' => [],
  'skin' => '${skin}',
  'language' => '${language}',
  'enable_spellcheck' => false,
  'log_driver' => 'file',
  'log_dir' => '${folder}/logs/',
  'temp_dir' => '${folder}/temp/',
  'use_https' => false,
  'session_lifetime' => 600,
  'session_name' => 'session_${webPort}',
  'session_auth_name' => 'session_auth_${webPort}',
  'ip_check' => false,
  'prefer_html' => true,
  'layout' => 'widescreen',
];
`;
