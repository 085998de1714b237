// The stored settings, the organisation's policy over them, and the files that carry them. tests/e2e/policy.test.mjs tests that the
// browsers deliver a real policy.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { checkVerdicts, load, root } from "../gallery/tools.mjs";

// A browser's storage, slow enough for two changes to overlap.
let kept = {};
const soon = () => new Promise((done) => setTimeout(done, 2));
/** @type {any} */ (globalThis).chrome = {
  storage: {
    local: {
      get: async (key) => (await soon(), structuredClone(key in kept ? { [key]: kept[key] } : {})),
      set: async (values) => (await soon(), void Object.assign(kept, structuredClone(values))),
      remove: async (key) => void delete kept[key],
    },
    managed: { get: async () => ({}) },
  },
};

const { MIGRATIONS, VERSION, migrate } = await load("extension/background/migrations.ts");
const { storedSettings, updateSettings } = await load("extension/background/storage.ts");
const { policyFrom } = await load("extension/background/policy.ts");
const { readChoices, forget, remember, effectiveSettings } = await load("extension/background/settings.ts");
const { rememberable } = await load("extension/model/verdict.ts");
const { MOST_OF_A_FILE, applyFile, exportText, parseFile, reviewFile } = await load(
  "extension/background/settings-file.ts",
);
const { FieldPath, validName, validSite } = await load("extension/background/validators.ts");

const REGIONS = new Set(["US", "DE", "JP"]);
const SINCE = "2026-06-30T10:00:00.000Z";
const host = (value) => ({ what: "host", value, since: SINCE });
const unmanaged = policyFrom({}, undefined, REGIONS);
const chosen = {
  language: "zh_CN",
  home: { region: "DE" },
  notifications: "danger",
  journal: false,
  journalSubjects: true,
  remembered: [host("one.example"), { what: "address", value: "a@two.example", since: SINCE }],
  imported: [],
};
const file = (content) => JSON.stringify({ format: "touchstone-settings", version: 1, ...content });
const team = (policy) => JSON.stringify({ format: "touchstone-team", version: 1, policy });

// Storage.

test("settings from before there were versions keep every readable choice", () => {
  const before = {
    language: "zh_CN",
    home: { region: "DE" },
    remembered: [host("one.example"), { what: "host" }, null],
    other: 1,
  };
  const { stored, newer } = migrate(before);
  assert.equal(newer, false);
  assert.deepEqual(stored, {
    language: "zh_CN",
    home: { region: "DE" },
    remembered: [host("one.example")],
    other: 1,
    version: VERSION,
  });
  assert.deepEqual(migrate({ language: "xx", home: 3, remembered: "?" }).stored, { remembered: [], version: VERSION });
});

test("each version is reached from the previous one, and no settings are migrated twice", () => {
  assert.equal(VERSION, MIGRATIONS.length + 1);
  const { stored } = migrate({});
  assert.deepEqual(migrate(stored), { stored, newer: false });
  // The first step drops the unreadable values of version 1. It must not change version 2.
  assert.deepEqual(migrate({ version: VERSION, language: "later" }).stored.language, "later");
  for (const odd of [undefined, null, 7, "text", [], { version: -1 }, { version: "2" }])
    assert.equal(migrate(odd).stored.version, VERSION);
});

test("settings of a newer version are read, and never overwritten", async () => {
  const newer = { version: VERSION + 1, language: "zh_CN", remembered: [host("one.example")], of: "a later day" };
  kept = { settings: structuredClone(newer) };
  assert.equal(readChoices((await storedSettings()).stored).language, "zh_CN");
  await assert.rejects(
    updateSettings((before) => ({ ...before, language: "en" })),
    /newer/,
  );
  assert.deepEqual(kept.settings, newer);
});

test("simultaneous changes are all kept, and a failing one does not stop the others", async () => {
  kept = {};
  const add = (value) =>
    updateSettings((before) => ({ ...before, remembered: [...(before.remembered ?? []), host(value)] }));
  const failing = updateSettings(() => {
    throw new Error("no");
  });
  await Promise.all([add("one.example"), assert.rejects(failing), add("two.example"), add("three.example")]);
  assert.deepEqual(
    kept.settings.remembered.map(({ value }) => value),
    ["one.example", "two.example", "three.example"],
  );
  assert.equal(kept.settings.version, VERSION);
});

// Names and sites.

test("names are kept as verdicts give them, and anything more than a name is rejected", () => {
  const read = (value) => validName(value, new FieldPath(""));
  for (const [written, is] of [
    ["One.Example", "one.example"],
    [" mail.one.example ", "mail.one.example"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["10.0.0.7", "10.0.0.7"],
    ["Li.Chen@One.Example", "li.chen@one.example"],
  ]) {
    assert.equal(read(written), is);
  }
  const wrong = [
    "",
    "https://one.example",
    "one.example/path",
    "one.example:8443",
    "*.example",
    "a b.example",
    "0x7f.1",
    "7",
    "one.example.",
    "@one.example",
  ];
  for (const one of [...wrong, "a@", "<a@one.example>", "a@b@one.example", `${"a".repeat(400)}.example`, 7, null, {}]) {
    assert.equal(read(one), null, JSON.stringify(one));
  }
});

test("a site to watch is one host, over http or https", () => {
  const read = (value) => validSite(value, new FieldPath(""));
  for (const written of ["https://Mail.One.Example/*", "https://mail.one.example", "https://mail.one.example/"]) {
    assert.equal(read(written), "https://mail.one.example/*");
  }
  assert.equal(read("http://10.0.0.7/*"), "http://10.0.0.7/*");
  for (const one of [
    "https://*.one.example/*",
    "*://one.example/*",
    "<all_urls>",
    "https://*/*",
    "https://one.example/inbox/*",
    "https://one.example:8443/*",
    "ftp://one.example/*",
    "mail.one.example",
    7,
  ]) {
    assert.equal(read(one), null, String(one));
  }
});

// Policy.

test("a wrong field of a policy has no effect, is reported, and does not affect the others", () => {
  const { parts, problems, limits } = policyFrom(
    {
      language: "xx",
      marketplace: "QQ",
      notifications: "info",
      journal: "no",
      openDanger: false,
      colour: 1,
      partners: ["ok.example", "http://no"],
      webmails: "x",
      userMayChange: ["openDanger"],
    },
    undefined,
    REGIONS,
  );
  assert.deepEqual(parts, { openDanger: false, partners: ["ok.example"], userMayChange: [] });
  assert.deepEqual([limits.openDanger, limits.pause], [false, false]);
  assert.deepEqual(
    problems.map(({ code, place }) => `${code} ${place}`),
    [
      "wrong language",
      "wrong marketplace",
      "wrong notifications",
      "wrong journal",
      "unknown colour",
      "wrong partners[2]",
      "wrong webmails",
      "wrong userMayChange[1]",
    ],
  );
  assert.deepEqual(
    policyFrom("text", "text", REGIONS).problems.map(({ code }) => code),
    ["wrong"],
  );
});

test("without a policy nothing is set, and nothing is locked", () => {
  assert.deepEqual(unmanaged.limits, { locked: [], openDanger: true, pause: true, remember: true });
  assert.deepEqual(
    [unmanaged.source, unmanaged.firstPage, unmanaged.partners, unmanaged.webmails],
    [null, true, [], []],
  );
});

test("a team file has no effect in a managed browser", () => {
  const both = policyFrom({ language: "en" }, { openDanger: false, partners: ["one.example"] }, REGIONS);
  assert.deepEqual([both.source, both.limits.openDanger, both.partners, both.teamRests], ["managed", true, [], true]);
  const alone = policyFrom({}, { openDanger: false, firstPage: false }, REGIONS);
  assert.deepEqual(
    [alone.source, alone.limits.openDanger, alone.firstPage, alone.teamRests],
    ["team", false, false, false],
  );
});

test("a policy overrides the user's choice, unless the user may change the setting; then it is only a default", () => {
  const set = { language: "zh_CN", marketplace: "JP", notifications: "danger", journal: false };
  const own = { language: "en", notifications: "caution", remembered: [], imported: [] };
  const under = (policy, choices = /** @type {any} */ (own)) =>
    effectiveSettings(policyFrom(policy, undefined, REGIONS), choices, "en-US");
  const { language, home, notifications, journal } = under(set);
  assert.deepEqual([language, home, notifications, journal], ["zh_CN", { region: "JP" }, "danger", false]);
  const free = { ...set, userMayChange: ["language", "notifications", "marketplace"] };
  assert.deepEqual(policyFrom(free, undefined, REGIONS).limits.locked, ["journal"]);
  assert.deepEqual(
    [under(free).language, under(free).notifications, under(free).home],
    ["en", "caution", { region: "JP" }],
  );
  assert.equal(under(free, { ...own, home: "elsewhere" }).home, "elsewhere");
  assert.deepEqual(under({}, { remembered: [], imported: [] }), {
    language: "en",
    remembered: [],
    gateways: [],
    notifications: "caution",
    journal: true,
    journalSubjects: false,
  });
});

test("chosen bodies go into the settings file and come back", () => {
  const body = (origin, selector = "div.sheet") => ({ origin, selector, since: SINCE });
  const [one, two] = [body("https://post.one.example"), body("https://two.example:8443")];
  const chosen = { remembered: [], bodies: [one, two], imported: [] };
  assert.deepEqual(readChoices(chosen).bodies, [one, two]);
  assert.deepEqual(effectiveSettings(unmanaged, chosen, "en-US").bodies, [one, two]);
  const read = parseFile(exportText(chosen, []), REGIONS);
  assert.equal(read.what, "settings");
  const before = { remembered: [], bodies: [two, body("https://three.example")], imported: [] };
  assert.deepEqual(reviewFile(read, before, [], unmanaged).changes, [
    { of: "body", before: null, after: one.origin },
    { of: "body", before: "https://three.example", after: null },
  ]);
  assert.deepEqual(applyFile(read.written, before, [], unmanaged).bodies, [one, two]);
  // A file that says nothing about bodies changes none.
  assert.deepEqual(applyFile({ remembered: [] }, before, [], unmanaged).bodies, before.bodies);
  for (const bad of [
    body("https://one.example/inbox"),
    body("ftp://one.example"),
    body("https://one.example", "*"),
    {},
  ])
    assert.equal(parseFile(file({ bodies: [bad] }), REGIONS).what, "wrong", JSON.stringify(bad));
});

test("mail gateways come from the policy and from the user, as exact hosts", () => {
  const gateway = (value) => ({ what: "gateway", value, since: SINCE });
  const policy = policyFrom(
    { gateways: ["Gate.Firm.example", "https://x.example/", "*.firm.example"] },
    undefined,
    REGIONS,
  );
  assert.deepEqual(
    policy.problems.map(({ code, place }) => `${code} ${place}`),
    ["wrong gateways[2]", "wrong gateways[3]"],
  );
  const choices = { remembered: [host("one.example"), gateway("mail.own.example")], imported: [] };
  assert.deepEqual(effectiveSettings(policy, choices, "en-US").gateways, ["gate.firm.example", "mail.own.example"]);
  const read = parseFile(file({ remembered: [gateway("mail.own.example")] }), REGIONS);
  assert.deepEqual(reviewFile(read, { remembered: [], imported: [] }, [], unmanaged).changes, [
    { of: "gateway", before: null, after: "mail.own.example" },
  ]);
  for (const value of ["a@b.example", "mail.own.example/x", "[::1]", "*.own.example"]) {
    const { what, problems } = parseFile(file({ remembered: [gateway(value)] }), REGIONS);
    assert.equal(what, "wrong", value);
    assert.equal(problems[0].place, "remembered[1].value");
  }
});

test("a policy has at most a thousand gateways, and the others are named", () => {
  const gateways = Array.from({ length: 10_000 }, (_, at) => `g${at}.example`);
  const policy = policyFrom({ gateways }, undefined, REGIONS);
  assert.equal(policy.problems[0].code, "too-many");
  assert.ok((policy.parts.gateways ?? []).length <= 1_000);
});

test("the browsers' schema names each field of a policy, and no other", () => {
  const { properties } = JSON.parse(readFileSync(`${root}extension/policy-schema.json`, "utf8"));
  const { problems } = policyFrom(
    Object.fromEntries(Object.keys(properties).map((part) => [part, null])),
    undefined,
    REGIONS,
  );
  assert.deepEqual(
    problems.map(({ code }) => code),
    Object.keys(properties).map(() => "wrong"),
  );
  const documented = readFileSync(`${root}docs/organisations.md`, "utf8")
    .match(/^\| `(\w+)` /gm)
    .map((row) => row.slice(3, -2));
  assert.deepEqual(documented.sort(), Object.keys(properties).sort());
});

test("the example policies for organisations have no problem", () => {
  const example = (name) => readFileSync(`${root}docs/policies/${name}`, "utf8");
  const ids = [
    Object.values(JSON.parse(example("chrome-linux.json"))["3rdparty"].extensions),
    Object.values(JSON.parse(example("firefox-policies.json")).policies["3rdparty"].Extensions),
  ];
  for (const policy of ids.flat()) {
    const { problems, limits } = policyFrom(policy, undefined, REGIONS);
    assert.deepEqual([problems, limits.openDanger], [[], false]);
  }
  assert.equal(parseFile(example("team.json"), REGIONS).what, "team");
  // The registry file says the same as the policy file, in its own format.
  const [policy] = ids[0];
  const registry = example("chrome-windows.reg");
  for (const [part, value] of Object.entries(policy)) {
    if (Array.isArray(value)) {
      assert.ok(registry.includes(`EXTENSION_ID\\policy\\${part}]`), part);
      value.forEach((one, at) => assert.ok(registry.includes(`"${at + 1}"="${one}"`), one));
    } else {
      assert.ok(
        registry.includes(`"${part}"=${typeof value === "boolean" ? `dword:0000000${Number(value)}` : `"${value}"`}`),
        part,
      );
    }
  }
});

// Files.

test("an export is imported unchanged, and its sites wait for the user", () => {
  const text = exportText(chosen, ["https://mail.one.example/*"]);
  const read = parseFile(text, REGIONS);
  assert.equal(read.what, "settings");
  const after = applyFile(read.written, { remembered: [], imported: [] }, [], unmanaged);
  assert.deepEqual(after, { ...chosen, imported: ["https://mail.one.example/*"] });
  assert.deepEqual(reviewFile(parseFile(exportText(chosen, []), REGIONS), chosen, [], unmanaged), {
    what: "settings",
    changes: [],
  });
});

test("every name that a verdict offers to mute is kept to the letter, and comes back from a file", async () => {
  const addresses = [
    "amazon(team)@evil.example",
    "a:b@evil.example",
    '"a,b"@evil.example',
    "x@evil.example.",
    "a@b@evil.example",
    "X@bücher.example",
    "x;y@evil.example",
  ];
  const links = [
    "http://evil.example/",
    "http://[2001:db8::1]/",
    "http://10.0.0.7/",
    "http://*.evil.example/",
    "http://a_b.example-/",
    'http://amazon-verify."q".example/',
    "http://bücher.example/",
  ];
  // A webmail passes an address on unchanged, and a verdict returns it unchanged.
  const senders = addresses.map((address) => ({ kind: "sender", mutable: true, address }));
  const judged = [...senders, ...Object.values(checkVerdicts(links))].map(rememberable).filter((one) => one !== null);
  assert.ok(judged.length > addresses.length + 3, `${judged.length} can be remembered`);
  kept = {};
  for (const { what, value } of judged) await remember(what, value);
  const { remembered } = readChoices((await storedSettings()).stored);
  assert.deepEqual(
    remembered.map(({ what, value }) => ({ what, value })),
    judged,
  );
  const read = parseFile(exportText({ remembered, imported: [] }, []), REGIONS);
  assert.deepEqual(read.problems ?? [], []);
  assert.deepEqual(read.written.remembered, remembered);
  for (const { what, value } of judged) await forget(what, value);
  assert.deepEqual(readChoices((await storedSettings()).stored).remembered, []);
});

test("a name that no verdict gives cannot be muted", async () => {
  kept = {};
  for (const [what, value] of [
    ["host", ""],
    ["host", "a b.example"],
    ["host", "a/b"],
    ["host", "a@b.example"],
    ["address", "b.example"],
    ["address", "@b.example"],
    ["address", "a@"],
    ["address", "a@b\n.example"],
    ["host", "a".repeat(400)],
  ]) {
    await assert.rejects(remember(what, value), /not a host or an address/, value);
  }
});

test("an import leaves the settings that the file omits as they are", () => {
  const { written } = parseFile(file({ language: "en" }), REGIONS);
  assert.deepEqual(applyFile(written, chosen, [], unmanaged), { ...chosen, language: "en" });
});

test("a file with any problem is refused as a whole, and the field is named", () => {
  for (const [text, ...problems] of [
    ["", "not-json "],
    ["[]", "not-ours "],
    ["{}", "not-ours format"],
    [JSON.stringify({ format: "touchstone-settings", version: 2 }), "newer version"],
    [JSON.stringify({ format: "touchstone-settings" }), "missing version"],
    [file({ language: "en", colour: 1 }), "unknown colour"],
    [file({ language: 7 }), "wrong language"],
    [file({ marketplace: { region: "DE" } }), "wrong marketplace"],
    [file({ journal: "true" }), "wrong journal"],
    [file({ remembered: [host("one.example"), host("https://one.example")] }), "wrong remembered[2].value"],
    [file({ remembered: [{ ...host("one.example"), what: "address" }] }), "wrong remembered[1].value"],
    [file({ remembered: [{ what: "host", value: "one.example" }] }), "wrong remembered[1]"],
    [file({ remembered: [{ ...host("one.example"), since: "yesterday" }] }), "wrong remembered[1].since"],
    [file({ remembered: [{ ...host("one.example"), more: 1 }] }), "unknown remembered[1].more"],
    [file({ remembered: Array.from({ length: 1001 }, (_, at) => host(`h${at}.example`)) }), "too-many remembered"],
    [file({ webmails: ["https://*/*"] }), "wrong webmails[1]"],
    [file({ note: "x".repeat(MOST_OF_A_FILE) }), "too-large "],
    [team(undefined), "missing policy"],
    [team({ openDanger: 0 }), "wrong policy.openDanger"],
    [JSON.stringify({ format: "touchstone-team", version: 1, policy: {}, name: "x" }), "unknown name"],
  ]) {
    const read = parseFile(text, REGIONS);
    assert.equal(read.what, "wrong", text.slice(0, 80));
    assert.deepEqual(
      read.problems.map(({ code, place }) => `${code} ${place}`),
      problems,
    );
    assert.deepEqual(reviewFile(read, chosen, [], unmanaged), read);
  }
});

test("a review lists the changes before anything changes", () => {
  const text = file({
    language: "en",
    journal: false,
    remembered: [host("one.example"), host("new.example")],
    webmails: ["https://a.example/*", "https://b.example/*"],
  });
  const { what, changes } = reviewFile(parseFile(text, REGIONS), chosen, ["https://a.example/*"], unmanaged);
  assert.equal(what, "settings");
  assert.deepEqual(changes, [
    { of: "language", before: "zh_CN", after: "en" },
    { of: "remembered", before: null, after: "new.example" },
    { of: "remembered", before: "a@two.example", after: null },
    { of: "webmails", before: null, after: "https://b.example/*" },
  ]);
});

test("an import changes no locked setting, and the review says so", () => {
  const policy = policyFrom({ language: "zh_CN", remember: false }, undefined, REGIONS);
  const read = parseFile(file({ language: "en", remembered: [host("one.example"), host("new.example")] }), REGIONS);
  const { changes } = reviewFile(read, chosen, [], policy);
  assert.deepEqual(
    changes.filter(({ locked }) => locked).map(({ after }) => after),
    ["en", "new.example"],
  );
  const after = applyFile(read.written, chosen, [], policy);
  assert.deepEqual([after.language, after.remembered.map(({ value }) => value)], ["zh_CN", ["one.example"]]);
});

test("the review of a team file lists its fields, and a managed browser refuses the file", () => {
  const read = parseFile(
    team({ organisation: "Lumen Lamps", marketplace: "DE", openDanger: false, partners: ["One.example"] }),
    REGIONS,
  );
  assert.deepEqual(reviewFile(read, chosen, [], unmanaged), {
    what: "team",
    changes: [
      { of: "marketplace", before: null, after: "DE" },
      { of: "openDanger", before: null, after: "false" },
      { of: "partners", before: null, after: "one.example" },
    ],
  });
  const managed = policyFrom({ language: "en" }, undefined, REGIONS);
  assert.deepEqual(reviewFile(read, chosen, [], managed), {
    what: "wrong",
    problems: [{ code: "managed", place: "" }],
  });
});
