// A stand-in for the whole network: one loopback server that answers for every host, over http and https, and records each request. A
// connection without a request does not count.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { join } from "node:path";
import tls from "node:tls";

import { listen } from "./drivers/listening.mjs";
import { discard, installed, scratch } from "./drivers/processes.mjs";
import { until } from "./drivers/until.mjs";

/** Hosts that the browsers contact by themselves, independently of the open page. */
const BROWSERS_OWN = [
  /(^|\.)mozilla\.(com|org|net)$/,
  /(^|\.)firefox\.com$/,
  /(^|\.)(gvt1|gvt2)\.com$/,
  /^(accounts|android\.clients|clients\d*|update|dl)\.google\.com$/,
  /^(content-autofill|optimizationguide-pa|passwordsleakcheck-pa|safebrowsing|update|www)\.googleapis\.com$/,
];

/** The answer to every request. It names its host, and an empty icon, so that no browser requests one. */
const page = (host, url) =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escape(host)}</title>` +
  `<link rel="icon" href="data:,"></head>` +
  `<body><h1>${escape(host)}</h1><p>${escape(url)}</p></body></html>`;

const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Starts the counter. */
export async function startCounter() {
  const counter = new Counter(certificate());
  await counter.listen();
  return counter;
}

class Counter {
  /** Every request so far: { scheme, host, method, url, headers, browsersOwn }. */
  requests = [];
  #pages = new Map();
  #marks = 0;
  #server;
  #sockets = new Set();
  #port;

  constructor({ key, cert }) {
    const plain = http.createServer((request, response) => this.#answer("http", request, response));
    const secure = http.createServer((request, response) => this.#answer("https", request, response));
    // Firefox reaches https through a tunnel, which holds its requests.
    plain.on("connect", (_, socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      this.#either(socket, plain, secure, { key, cert });
    });
    this.#server = net.createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => {});
      this.#either(socket, plain, secure, { key, cert });
    });
  }

  async listen() {
    this.#port = await listen(this.#server);
  }

  /** Answers for a host with pages: `page(path)` gives `{ html, policy }`, or nothing for the usual answer. */
  serve(host, page) {
    this.#pages.set(host, page);
  }

  /** The requests for a host. */
  to(host) {
    return this.requests.filter((request) => request.host === host);
  }

  /** The requests without those that the browsers make by themselves. */
  fromPages() {
    return this.requests.filter((request) => !request.browsersOwn);
  }

  /**
   * Waits until every request that the browser has begun has arrived. A new tab requests a host of its own, and the browser sends that
   * request after all earlier ones. So a test that expects no request needs no fixed time.
   */
  async caughtUp(browser) {
    const host = `last-${(this.#marks += 1)}.example`;
    const tab = await browser.page(`https://${host}/`);
    await until(() => this.to(host).length > 0, "the last request");
    await tab.close();
    this.requests = this.requests.filter((request) => request.host !== host);
  }

  /** Forgets the requests so far. */
  reset() {
    this.requests.length = 0;
  }

  /** Chromium resolves every foreign host to the counter, on every port. */
  chromiumFlags() {
    return [
      `--host-resolver-rules=MAP * 127.0.0.1:${this.#port}, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
      "--ignore-certificate-errors",
    ];
  }

  /** Firefox takes the counter for its proxy. That also keeps it from asking any name server. */
  firefoxPreferences() {
    return {
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": this.#port,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": this.#port,
      "network.proxy.no_proxies_on": "127.0.0.1, localhost",
      "network.proxy.allow_hijacking_localhost": false,
    };
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((closed) => this.#server.close(closed));
  }

  /** http and https come to the same port: the first byte of TLS is 22. */
  #either(socket, plain, secure, identity) {
    socket.once("readable", () => {
      const first = socket.read();
      if (!first) return;
      socket.unshift(first);
      if (first[0] !== 22) return void plain.emit("connection", socket);
      const inner = new tls.TLSSocket(socket, { isServer: true, ...identity, ALPNProtocols: ["http/1.1"] });
      inner.on("error", () => {});
      secure.emit("connection", inner);
    });
  }

  #answer(scheme, request, response) {
    // A request to a proxy names the whole address.
    const whole = /^http:\/\/([^/]*)(.*)$/.exec(request.url);
    const host = (whole?.[1] ?? request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    const url = whole ? whole[2] || "/" : request.url;
    this.requests.push({
      scheme,
      host,
      method: request.method,
      url,
      headers: request.headers,
      browsersOwn: BROWSERS_OWN.some((pattern) => pattern.test(host)),
    });
    request.resume();
    const saved = this.#pages.get(host)?.(new URL(url, "http://host").pathname);
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      ...(saved?.policy ? { "Content-Security-Policy": saved.policy } : {}),
    });
    response.end(saved?.html ?? page(host, url));
  }
}

/** Creates a certificate that names no host of the tests. The browsers are started so that they accept it. */
function certificate() {
  if (!installed("openssl")) throw new Error("openssl is not installed (Debian: openssl)");
  const folder = scratch("certificate");
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=counter",
      "-keyout",
      key,
      "-out",
      cert,
    ],
    { stdio: "ignore" },
  );
  const identity = { key: readFileSync(key), cert: readFileSync(cert) };
  discard(folder);
  return identity;
}
