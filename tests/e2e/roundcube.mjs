// A real Roundcube on loopback with the demo mails in its inbox: Dovecot serves a Maildir, PHP's own web server serves
// Roundcube. All configuration lies in a temporary folder; the system's own stays as it is.

import { execFileSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { userInfo } from "node:os";

import { discard, installed, scratch, start, stop } from "./drivers/processes.mjs";
import { until } from "./drivers/until.mjs";
import { eml, mails as demoMails } from "./mails.mjs";

const DOVECOT = "/usr/sbin/dovecot";
const PUBLIC = "/var/lib/roundcube/public_html";
const SCHEMA = "/usr/share/roundcube/SQL/sqlite.initial.sql";
const USER = "seller";
const PASSWORD = "harbour";

/** Why Roundcube cannot run here, or null. */
export function missing() {
  const lacking = [
    installed("php") ? null : "php-cli",
    existsSync(DOVECOT) ? null : "dovecot-imapd",
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
  const [webPort, imapPort] = [await freePort(), await freePort()];
  for (const name of ["config", "logs", "temp", "run", "mail"]) mkdirSync(join(folder, name));
  deliver(folder, mails);
  writeFileSync(join(folder, "dovecot.conf"), dovecotConf(folder, imapPort));
  writeFileSync(join(folder, "config", "config.inc.php"), roundcubeConf({ folder, imapPort, language, skin }));
  for (const name of ["defaults.inc.php", "mimetypes.php"])
    symlinkSync(join("/etc/roundcube", name), join(folder, "config", name));
  execFileSync("php", [
    "-r",
    "$d = new PDO('sqlite:' . $argv[1]); $d->exec(file_get_contents($argv[2]));",
    join(folder, "roundcube.sqlite"),
    SCHEMA,
  ]);

  const log = openSync(join(folder, "logs", "output"), "a");
  const programs = [
    start(DOVECOT, ["-F", "-c", join(folder, "dovecot.conf")], { output: log }),
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
  const roundcube = new Roundcube(`http://127.0.0.1:${webPort}/`, mails, async () => {
    await Promise.all(programs.map(stop));
    discard(folder);
  });
  try {
    await until(() => answers(roundcube.url, imapPort), "Roundcube to answer", { timeout: 30_000 });
  } catch (error) {
    error.message += `\n${readFileSync(join(folder, "logs", "output"), "utf8").slice(-2_000)}`;
    await roundcube.close();
    throw error;
  }
  return roundcube;
}

class Roundcube {
  #mails;
  #close;

  constructor(url, mails, close) {
    /** Its address. */
    this.url = url;
    this.#mails = mails;
    this.#close = close;
  }

  /** Logs in; afterwards the page shows the inbox. */
  async login(page) {
    await page.goto(this.url);
    await page.type(USER, { into: "#rcmloginuser" });
    await page.type(PASSWORD, { into: "#rcmloginpwd" });
    await page.press("Enter");
    await page.waitFor("#messagelist tbody tr.message");
  }

  /** Opens a mail beside the list, as its user would, and gives the frame it is shown in. */
  async preview(page, id) {
    const uid = this.#uid(id);
    const row = `#messagelist a[href*="_uid=${uid}&"], #messagelist a[href$="_uid=${uid}"]`;
    await page.waitFor(row);
    // A link would open the mail on a page of its own; the cell around it selects it.
    await page.evaluate((row) => {
      for (const marked of document.querySelectorAll("tr[data-wanted]")) marked.removeAttribute("data-wanted");
      document.querySelector(row).closest("tr").setAttribute("data-wanted", "");
    }, row);
    await page.click("tr[data-wanted] td.subject");
    return until(async () => {
      const frame = await page.frame("#messagecontframe");
      const there = await frame.evaluate(
        (uid) =>
          new URLSearchParams(location.search).get("_uid") === uid &&
          document.readyState === "complete" &&
          document.querySelector("#messagebody") !== null,
        String(uid),
      );
      return there && frame;
    }, `the preview of ${id}`);
  }

  /** Opens a mail on a page of its own. */
  async show(page, id) {
    await page.goto(`${this.url}?_task=mail&_mbox=INBOX&_uid=${this.#uid(id)}&_action=show`);
    await page.waitFor("#messagebody");
  }

  /** Stops everything and removes its folder. */
  async close() {
    await this.#close();
  }

  /** Dovecot numbers new mails in the order of their file names. */
  #uid(id) {
    const at = this.#mails.findIndex((mail) => mail.id === id);
    if (at < 0) throw new Error(`${id} was not delivered`);
    return at + 1;
  }
}

/** Whose mailbox it is: as root Dovecot insists on another user. */
function owner() {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { uid, gid, user: username, group: execFileSync("id", ["-gn"], { encoding: "utf8" }).trim() };
  const number = (flag) => Number(execFileSync("id", [flag, "www-data"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g"), user: "www-data", group: "www-data" };
}

function deliver(folder, mails) {
  const { uid, gid } = owner();
  const maildir = join(folder, "mail", USER, "Maildir");
  const folders = [
    join(folder, "mail"),
    join(folder, "mail", USER),
    maildir,
    ...["cur", "new", "tmp"].map((name) => join(maildir, name)),
  ];
  for (const name of folders) {
    mkdirSync(name, { recursive: true });
    chownSync(name, uid, gid);
  }
  mails.forEach((mail, at) => {
    const file = join(maildir, "cur", `${1_700_000_001 + at}.M${at + 1}P1.localhost:2,`);
    writeFileSync(file, eml(mail));
    chownSync(file, uid, gid);
  });
}

function dovecotConf(folder, port) {
  const { user, group } = owner();
  const root = userInfo().uid === 0;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/logs/dovecot
listen = 127.0.0.1
protocols = imap
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_login_user = ${root ? "dovenull" : user}
default_internal_user = ${root ? "dovecot" : user}
default_internal_group = ${root ? "dovecot" : group}
first_valid_uid = 1
mail_location = maildir:~/Maildir
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}/mail/%n
}
namespace inbox {
  inbox = yes
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
}
`;
}

/** Roundcube refuses a key of another length than 24. No mail is ever sent: the port of SMTP is closed. */
const roundcubeConf = ({ folder, imapPort, language, skin }) => `<?php
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
  'ip_check' => false,
  'prefer_html' => true,
  'layout' => 'widescreen',
];
`;

/** A port that nobody listens on. Another program could take it before we do; then starting fails, and says so. */
async function freePort() {
  const server = net.createServer();
  await new Promise((ready, failed) => server.once("error", failed).listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Both programs answer. */
async function answers(url, imapPort) {
  const greeting = await new Promise((heard, failed) => {
    const socket = net.connect(imapPort, "127.0.0.1");
    socket.setTimeout(2_000, () => socket.destroy(new Error("no greeting")));
    socket.once("error", failed);
    socket.once("data", (data) => (socket.end(), heard(String(data))));
  });
  return greeting.startsWith("* OK") && (await fetch(url)).ok;
}
