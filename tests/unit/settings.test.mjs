// What is stored of the settings, what an organisation may set over them, and the files they are taken along in. That the
// browsers hand over a real policy is tested in tests/e2e/policy.test.mjs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { checkVerdicts, load, root } from "../gallery/tools.mjs";

// A browser's storage, slow enough for two changes to meet.
let kept = {};
const soon = () => new Promise((done) => setTimeout(done, 2));
globalThis.chrome = {
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
const { stored, update } = await load("extension/background/storage.ts");
const { policyFrom } = await load("extension/background/policy.ts");
const { chosenIn, forget, remember, settingsUnder } = await load("extension/background/settings.ts");
const { rememberable } = await load("extension/model/verdict.ts");
const { MOST_OF_A_FILE, applied, exported, readFile, review } = await load("extension/background/settings-file.ts");
const { Place, name, site } = await load("extension/background/validators.ts");

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

test("what was stored before there were versions keeps every choice that could be read", () => {
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

test("each version is reached from the one before it, and none is migrated twice", () => {
  assert.equal(VERSION, MIGRATIONS.length + 1);
  const { stored } = migrate({});
  assert.deepEqual(migrate(stored), { stored, newer: false });
  // The first step drops what version 1 could not read; of version 2 it must not touch anything.
  assert.deepEqual(migrate({ version: VERSION, language: "later" }).stored.language, "later");
  for (const odd of [undefined, null, 7, "text", [], { version: -1 }, { version: "2" }])
    assert.equal(migrate(odd).stored.version, VERSION);
});

test("what a newer version stored is read, and never written over", async () => {
  const newer = { version: VERSION + 1, language: "zh_CN", remembered: [host("one.example")], of: "a later day" };
  kept = { settings: structuredClone(newer) };
  assert.equal(chosenIn((await stored()).stored).language, "zh_CN");
  await assert.rejects(
    update((before) => ({ ...before, language: "en" })),
    /newer/,
  );
  assert.deepEqual(kept.settings, newer);
});

test("changes that are made at the same time are all kept, and one that fails ends none of the others", async () => {
  kept = {};
  const add = (value) => update((before) => ({ ...before, remembered: [...(before.remembered ?? []), host(value)] }));
  const failing = update(() => {
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

test("names are kept as verdicts give them, and what is more than a name is none", () => {
  const read = (value) => name(value, new Place(""));
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
  const read = (value) => site(value, new Place(""));
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

test("a part of a policy that is wrong counts for nothing, is named, and takes no other with it", () => {
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

test("a team file counts for nothing where the browser is managed", () => {
  const both = policyFrom({ language: "en" }, { openDanger: false, partners: ["one.example"] }, REGIONS);
  assert.deepEqual([both.source, both.limits.openDanger, both.partners, both.teamRests], ["managed", true, [], true]);
  const alone = policyFrom({}, { openDanger: false, firstPage: false }, REGIONS);
  assert.deepEqual(
    [alone.source, alone.limits.openDanger, alone.firstPage, alone.teamRests],
    ["team", false, false, false],
  );
});

test("what is set holds over the user's choice, unless he may change it; then only until he chooses", () => {
  const set = { language: "zh_CN", marketplace: "JP", notifications: "danger", journal: false };
  const own = { language: "en", notifications: "caution", remembered: [], imported: [] };
  const under = (policy, choices = own) => settingsUnder(policyFrom(policy, undefined, REGIONS), choices, "en-US");
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
    notifications: "caution",
    journal: true,
    journalSubjects: false,
  });
});

test("the browsers' schema names each part of a policy, and no other", () => {
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

test("the examples for organisations are policies without a fault", () => {
  const example = (name) => readFileSync(`${root}docs/policies/${name}`, "utf8");
  const ids = [
    Object.values(JSON.parse(example("chrome-linux.json"))["3rdparty"].extensions),
    Object.values(JSON.parse(example("firefox-policies.json")).policies["3rdparty"].Extensions),
  ];
  for (const policy of ids.flat()) {
    const { problems, limits } = policyFrom(policy, undefined, REGIONS);
    assert.deepEqual([problems, limits.openDanger], [[], false]);
  }
  assert.equal(readFile(example("team.json"), REGIONS).what, "team");
  // The registry says the same as the file, in its own words.
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

test("what is exported is imported as it was, and the sites wait for the user", () => {
  const text = exported(chosen, ["https://mail.one.example/*"]);
  const read = readFile(text, REGIONS);
  assert.equal(read.what, "settings");
  const after = applied(read.written, { remembered: [], imported: [] }, [], unmanaged);
  assert.deepEqual(after, { ...chosen, imported: ["https://mail.one.example/*"] });
  assert.deepEqual(review(readFile(exported(chosen, []), REGIONS), chosen, [], unmanaged), {
    what: "settings",
    changes: [],
  });
});

test("every name that a verdict offers to be remembered is kept to the letter, and comes back from a file", async () => {
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
  // A webmail hands an address over as it stands, and a verdict gives it back so.
  const senders = addresses.map((address) => ({ kind: "sender", class: "unrelated", address }));
  const judged = [...senders, ...Object.values(checkVerdicts(links))].map(rememberable).filter((one) => one !== null);
  assert.ok(judged.length > addresses.length + 3, `${judged.length} can be remembered`);
  kept = {};
  for (const { what, value } of judged) await remember(what, value);
  const { remembered } = chosenIn((await stored()).stored);
  assert.deepEqual(
    remembered.map(({ what, value }) => ({ what, value })),
    judged,
  );
  const read = readFile(exported({ remembered, imported: [] }, []), REGIONS);
  assert.deepEqual(read.problems ?? [], []);
  assert.deepEqual(read.written.remembered, remembered);
  for (const { what, value } of judged) await forget(what, value);
  assert.deepEqual(chosenIn((await stored()).stored).remembered, []);
});

test("what no verdict gives is not remembered", async () => {
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

test("what a file leaves out stays as it is", () => {
  const { written } = readFile(file({ language: "en" }), REGIONS);
  assert.deepEqual(applied(written, chosen, [], unmanaged), { ...chosen, language: "en" });
});

test("a file that is wrong anywhere is refused as a whole, and the place is named", () => {
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
    const read = readFile(text, REGIONS);
    assert.equal(read.what, "wrong", text.slice(0, 80));
    assert.deepEqual(
      read.problems.map(({ code, place }) => `${code} ${place}`),
      problems,
    );
    assert.deepEqual(review(read, chosen, [], unmanaged), read);
  }
});

test("before anything is changed it is said what would be", () => {
  const text = file({
    language: "en",
    journal: false,
    remembered: [host("one.example"), host("new.example")],
    webmails: ["https://a.example/*", "https://b.example/*"],
  });
  const { what, changes } = review(readFile(text, REGIONS), chosen, ["https://a.example/*"], unmanaged);
  assert.equal(what, "settings");
  assert.deepEqual(changes, [
    { of: "language", before: "zh_CN", after: "en" },
    { of: "remembered", before: null, after: "new.example" },
    { of: "remembered", before: "a@two.example", after: null },
    { of: "webmails", before: null, after: "https://b.example/*" },
  ]);
});

test("an import changes nothing that the organisation has locked, and says so before", () => {
  const law = policyFrom({ language: "zh_CN", remember: false }, undefined, REGIONS);
  const read = readFile(file({ language: "en", remembered: [host("one.example"), host("new.example")] }), REGIONS);
  const { changes } = review(read, chosen, [], law);
  assert.deepEqual(
    changes.filter(({ locked }) => locked).map(({ after }) => after),
    ["en", "new.example"],
  );
  const after = applied(read.written, chosen, [], law);
  assert.deepEqual([after.language, after.remembered.map(({ value }) => value)], ["zh_CN", ["one.example"]]);
});

test("a team file says what it sets, and is refused where the browser is managed", () => {
  const read = readFile(
    team({ organisation: "Lumen Lamps", marketplace: "DE", openDanger: false, partners: ["One.example"] }),
    REGIONS,
  );
  assert.deepEqual(review(read, chosen, [], unmanaged), {
    what: "team",
    changes: [
      { of: "marketplace", before: null, after: "DE" },
      { of: "openDanger", before: null, after: "false" },
      { of: "partners", before: null, after: "one.example" },
    ],
  });
  const managed = policyFrom({ language: "en" }, undefined, REGIONS);
  assert.deepEqual(review(read, chosen, [], managed), { what: "wrong", problems: [{ code: "managed", place: "" }] });
});
