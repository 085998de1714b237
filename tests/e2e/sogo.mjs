// A real SOGo on loopback with the demo mails in its inbox: its own daemon over Dovecot, PostgreSQL for the profile of its only user,
// memcached for the session, and a web server of a few lines of Node in front. It writes only into a temporary folder. All configuration
// stands on its command line, which takes precedence over the system's.

import { execFileSync } from "node:child_process";
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
} from "node:fs";
import http from "node:http";
import { userInfo } from "node:os";
import { extname, join, normalize } from "node:path";

import { discard, installed, scratch, start, stop } from "./drivers/processes.mjs";
import { listen, portOf } from "./drivers/listening.mjs";
import { until } from "./drivers/until.mjs";
import * as imap from "./imap.mjs";
import { USER, mails as demoMails } from "./mails.mjs";

const SOGO = "/usr/sbin/sogod";
/** SOGo reads this file first. The command line overrides it. */
const CONFIGURATION = "/etc/sogo/sogo.conf";
const RESOURCES = "/usr/share/GNUstep/SOGo/WebServerResources";
/** Debian installs each version of PostgreSQL into its own folder. Every version works. */
const POSTGRESQL = "/usr/lib/postgresql";

/** The user that may read SOGo's own configuration, without which SOGo does not start, and the user that runs the other programs. */
const READER = "sogo";
const servant = () => imap.owner().user;

/** Returns the reason why SOGo cannot run here, or null. */
export function missing() {
  const lacking = [
    existsSync(SOGO) && existsSync(RESOURCES) ? null : "sogo",
    installed("memcached") ? null : "memcached",
    postgresql() ? null : "postgresql",
    imap.lacking(),
  ].filter(Boolean);
  if (lacking.length > 0) return `SOGo is not installed (Debian: ${lacking.join(", ")}); setup-sogo.sh installs it`;
  return readable(CONFIGURATION) ? null : `SOGo starts only for a user that may read ${CONFIGURATION}: run as root`;
}

function readable(file) {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function postgresql() {
  const versions = existsSync(POSTGRESQL) ? readdirSync(POSTGRESQL) : [];
  return versions.map((version) => join(POSTGRESQL, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
}

/** Starts SOGo with these mails delivered, the first of them first. */
export async function startSogo({ mails = demoMails, language = "English" } = {}) {
  const folder = scratch("sogo");
  const log = openSync(join(folder, "output"), "a");
  const programs = [];
  /** Runs a program as this user, in a home of its own. */
  const run = (user, program, args) => {
    const home = homeOf(folder, user);
    programs.push(start(...as(user, program, args), { env: { HOME: home }, cwd: home, output: log, grace: 1_000 }));
  };
  const close = async () => {
    // The daemon first, so that nothing it needs goes away under it.
    for (const program of programs.reverse()) await stop(program);
    discard(folder);
  };
  try {
    const mailbox = await imap.startImap(folder, mails, { output: log });
    programs.push(mailbox.program);
    const [database, cache, daemon] = [await imap.freePort(), await imap.freePort(), await imap.freePort()];
    await startDatabase({ folder, port: database, run, log });
    run(servant(), "memcached", ["-l", "127.0.0.1", "-p", String(cache), "-U", "0", "-m", "16"]);
    run(READER, SOGO, sogoArguments({ folder, daemon, database, cache, imap: mailbox.port, language }));
    const front = await startFront(daemon);
    programs.push(front);
    await until(async () => (await mailbox.answers()) && (await fetch(`${front.url}SOGo/`)).ok, "SOGo to answer", {});
    return new Sogo(front.url, mailbox, async () => {
      front.close();
      await close();
    });
  } catch (error) {
    error.message += `\n${readFileSync(join(folder, "output"), "utf8").slice(-3_000)}`;
    await close();
    throw error;
  } finally {
    closeSync(log);
  }
}

/** A folder of a user's own. */
function homeOf(folder, user) {
  const home = join(folder, `home-${user}`);
  if (!existsSync(home)) mkdirSync(home);
  if (userInfo().uid === 0) chownSync(home, idOf("-u", user), idOf("-g", user));
  return home;
}

const idOf = (flag, user) => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));

/** A program and its arguments under another user: neither PostgreSQL nor SOGo runs as root. */
function as(user, program, args) {
  if (userInfo().uid !== 0) return [program, args];
  return [
    "setpriv",
    [`--reuid=${idOf("-u", user)}`, `--regid=${idOf("-g", user)}`, "--clear-groups", program, ...args],
  ];
}

/** Starts a database with one table, of the users that may log in. SOGo creates its other tables itself. */
async function startDatabase({ folder, port, run, log }) {
  const bin = postgresql();
  const data = join(homeOf(folder, servant()), "database");
  const now = (program, args) =>
    execFileSync(.../** @type {[string, string[]]} */ (as(servant(), join(bin, program), args)), {
      cwd: homeOf(folder, servant()),
      stdio: ["ignore", log, log],
    });
  now("initdb", ["--pgdata", data, "--username=sogo", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
  run(servant(), join(bin, "postgres"), ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", "", "-F"]);
  const query = (sql) =>
    now("psql", ["-h", "127.0.0.1", "-p", String(port), "-U", "sogo", "-q", "-d", "postgres", "-c", sql]);
  await until(() => (query("SELECT 1"), true), "the database");
  query("CREATE TABLE sogo_users (c_uid text PRIMARY KEY, c_name text, c_password text, c_cn text, mail text)");
  query(
    `INSERT INTO sogo_users VALUES ('${imap.LOGIN.user}', '${imap.LOGIN.user}', '${imap.LOGIN.password}', 'Seller', '${USER}')`,
  );
}

/** The configuration, as property lists. No mail is ever sent: the port of SMTP is closed. */
function sogoArguments({ folder, daemon, database, cache, imap: port, language }) {
  const table = (name) => `postgresql://sogo@127.0.0.1:${database}/postgres/${name}`;
  const values = {
    WOPort: `127.0.0.1:${daemon}`,
    WONoDetach: "YES",
    WOLogFile: "-",
    WOPidFile: join(folder, "home-sogo", "pid"),
    WOWorkersCount: "2",
    SOGoProfileURL: table("sogo_user_profile"),
    OCSFolderInfoURL: table("sogo_folder_info"),
    OCSSessionsFolderURL: table("sogo_sessions_folder"),
    SOGoMemcachedHost: `127.0.0.1:${cache}`,
    SOGoIMAPServer: `imap://127.0.0.1:${port}`,
    SOGoSMTPServer: "smtp://127.0.0.1:9",
    SOGoMailSpoolPath: join(folder, "home-sogo"),
    SOGoLanguage: language,
    SOGoLoginModule: "Mail",
    SOGoMailMessageCheck: "manually",
    SOGoUserSources: `({ type = sql; id = users; viewURL = "${table("sogo_users")}"; canAuthenticate = YES; isAddressBook = NO; userPasswordAlgorithm = plain; })`,
  };
  return Object.entries(values).flatMap(([name, value]) => [`-${name}`, /^[({]/.test(value) ? value : `"${value}"`]);
}

const TYPES = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Starts the web server, in place of Apache or nginx: it serves the static files and passes all other requests on to the daemon. */
async function startFront(daemon) {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const file = /^\/SOGo(?:\.woa)?\/WebServerResources\/(.+)$/.exec(pathname)?.[1];
    if (file) sendFile(join(RESOURCES, normalize(`/${decodeURIComponent(file)}`)), response);
    else pass(request, response, daemon, portOf(server));
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function sendFile(path, response) {
  const stream = createReadStream(path);
  stream.once("open", () => {
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
    stream.pipe(response);
  });
  stream.once("error", () => response.writeHead(404).end());
}

/** Passes a request on to the daemon. SOGo builds its addresses from the headers in which the web server names itself. */
function pass(request, response, daemon, port) {
  const told = {
    "x-webobjects-server-protocol": "HTTP/1.0",
    "x-webobjects-remote-host": "127.0.0.1",
    "x-webobjects-server-name": "127.0.0.1",
    "x-webobjects-server-port": String(port),
    "x-webobjects-server-url": `http://127.0.0.1:${port}`,
    // The daemon may close a kept connection at the moment of its next use.
    connection: "close",
  };
  const { method, url: path, headers } = request;
  const to = { host: "127.0.0.1", port: daemon, method, path, headers: { ...headers, ...told }, agent: false };
  const asked = http.request(to, (answer) => {
    const { connection, ...rest } = answer.headers;
    response.writeHead(answer.statusCode, rest);
    answer.pipe(response);
  });
  asked.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  request.pipe(asked);
}

class Sogo {
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
    await page.goto(`${this.url}SOGo/`);
    await page.type(imap.LOGIN.user, { into: 'form[name="loginForm"] input[type="text"]' });
    await page.type(imap.LOGIN.password, { into: "#passwordField" });
    await page.click('form[name="loginForm"] button[type="submit"]:not([disabled])');
    await until(async () => (await page.url()).toLowerCase().endsWith("/mail/0/inbox"), "the inbox");
    await page.waitFor(".sg-message-list-item .sg-tile-subject");
  }

  /** Goes to a folder's list, with no mail open. */
  async list(page, folder = "INBOX") {
    await this.#go(page, `#!/Mail/0/${folder}`);
    await until(() => page.evaluate(() => document.querySelector(".msg-body") === null), "no mail to be open");
  }

  /** Opens a mail beside the list, as a click on its row does. It does not check that the mail is there. */
  async select(page, id) {
    const { folder, uid } = this.#mailbox.find(id);
    await this.#go(page, `#!/Mail/0/${folder}/${uid}`);
  }

  /** Opens a mail beside the list, with none open before, and waits until it is there. */
  async show(page, id) {
    await this.list(page, this.#mailbox.find(id).folder);
    await this.select(page, id);
    await page.waitFor(".msg-body .sg-mail-part");
  }

  /** Opens a mail in a window of its own, here a tab. */
  async popup(page, id) {
    const { folder, uid } = this.#mailbox.find(id);
    await page.goto(`${this.url}SOGo/so/${imap.LOGIN.user}/Mail//UIxMailPopupView#!/Mail/0/${folder}/${uid}`);
    await page.waitFor(".msg-body .sg-mail-part");
  }

  async #go(page, hash) {
    await page.evaluate((hash) => void (location.hash = hash), hash);
  }

  /** Stops everything and removes its folder. */
  async close() {
    await this.#close();
  }
}
