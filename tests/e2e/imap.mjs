// An IMAP server on loopback for the real webmails: Dovecot over a Maildir with the mails of a test. All its configuration
// lies in a folder of the test, so the system's own configuration stays unchanged.

import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import net from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";

import { listen } from "./drivers/listening.mjs";
import { start } from "./drivers/processes.mjs";
import { eml } from "./mails.mjs";

const DOVECOT = "/usr/sbin/dovecot";

/** The user of the mailbox. */
export const LOGIN = { user: "seller", password: "harbour" };

/** Returns the missing Debian package, or null. */
export const lacking = () => (existsSync(DOVECOT) ? null : "dovecot-imapd");

/**
 * Delivers the mails and starts the server; a mail goes into the inbox, or into the `folder` it names ("Sent", "Drafts").
 * Returns the program, the port, and a function that finds a mail's folder and number.
 */
export async function startImap(folder, mails, { output }) {
  for (const name of ["run", "logs"]) mkdirSync(join(folder, name), { recursive: true });
  deliver(folder, mails);
  const port = await freePort();
  writeFileSync(join(folder, "dovecot.conf"), dovecotConf(folder, port));
  return {
    program: start(DOVECOT, ["-F", "-c", join(folder, "dovecot.conf")], { output }),
    port,
    /** The folder and number of a mail. Dovecot numbers new mails in the order of their file names, in each folder from one. */
    find(id) {
      const mail = mails.find((mail) => mail.id === id);
      if (!mail) throw new Error(`${id} was not delivered`);
      const folder = folderOf(mail);
      return { folder, uid: mails.filter((other) => folderOf(other) === folder).indexOf(mail) + 1 };
    },
    /** Whether it answers and has found every mail. Two programs that open a new mailbox at the same time could find it empty. */
    async answers() {
      for (const folder of new Set(mails.map(folderOf))) {
        const there = mails.filter((mail) => folderOf(mail) === folder).length;
        if (!(await select(port, folder)).includes(`* ${there} EXISTS`)) return false;
      }
      return true;
    },
  };
}

const folderOf = (mail) => mail.folder ?? "INBOX";

/** The user that the servers run as. If root starts them, Dovecot and PostgreSQL require another user. */
export function owner() {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { uid, gid, user: username, group: execFileSync("id", ["-gn"], { encoding: "utf8" }).trim() };
  const number = (flag) => Number(execFileSync("id", [flag, "www-data"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g"), user: "www-data", group: "www-data" };
}

/** Returns a free port. If another program takes it first, the start fails with a message. */
export async function freePort() {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise((closed) => server.close(closed));
  return port;
}

function deliver(folder, mails) {
  const { uid, gid } = owner();
  const make = (name) => {
    mkdirSync(name, { recursive: true });
    chownSync(name, uid, gid);
    return name;
  };
  make(join(folder, "mail"));
  make(join(folder, "mail", LOGIN.user));
  const maildir = make(join(folder, "mail", LOGIN.user, "Maildir"));
  mails.forEach((mail, at) => {
    // Maildir++: a folder of the inbox is a directory beside it, with a dot.
    const home = mail.folder ? make(join(maildir, `.${mail.folder}`)) : maildir;
    for (const name of ["cur", "new", "tmp"]) make(join(home, name));
    const file = join(home, "cur", `${1_700_000_001 + at}.M${at + 1}P1.localhost:2,`);
    writeFileSync(file, mail.raw ?? eml(mail));
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
  args = password=${LOGIN.password}
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}/mail/%n
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Drafts {
    auto = subscribe
    special_use = \\Drafts
  }
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
}
`;
}

/** Logs in, opens a folder, and returns the server's answer. */
async function select(port, folder) {
  return new Promise((heard, failed) => {
    const socket = net.connect(port, "127.0.0.1");
    let answer = "";
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer to SELECT ${folder}`)));
    socket.once("error", failed);
    socket.once("close", () => heard(answer));
    socket.on("data", (data) => (answer += data));
    socket.write(`1 LOGIN ${LOGIN.user} ${LOGIN.password}\r\n2 SELECT ${folder}\r\n3 LOGOUT\r\n`);
  });
}
