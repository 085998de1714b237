// A fake background for pictures of our pages. It answers requests from samples, and requests that only one page sends from that
// page's `answers` by kind. It runs in the page before the page's scripts, so it must not refer to anything outside the function.

export function fakeBackground({
  gallery,
  language,
  home,
  state,
  check,
  remembered = [],
  granted,
  pauses = [],
  blocked = null,
  settings = /** @type {any} */ ({}),
  limits = {},
  organisation = /** @type {any} */ ({}),
  answers: more = {},
  judged = {},
  hosts = [],
  pinned,
  stored = {},
  shortcuts = { _execute_action: "Alt+Shift+X", "check-selection": "Alt+Shift+C" },
  today,
}) {
  const { Date: Real } = globalThis;
  if (today)
    /** @type {any} */ (globalThis).Date = class extends Real {
      constructor(...parts) {
        super(.../** @type {[any]} */ (parts.length > 0 ? parts : [today]));
      }
    };
  const asked = (globalThis.asked = []);
  const noted = (request) => (asked.push(request), true);
  const same = (request) => (one) => one.what === request.what && one.value === request.value;
  const allowed = new Set();
  const first = state;
  const watching = state?.state === "paused" ? { ...state, state: "silent" } : state;
  // The last change that can be taken back, and the way back.
  let takeBack = () => undefined;
  const undoable = (way, request) => ((takeBack = way), noted(request), "an id");
  const answers = {
    surroundings: () => ({
      settings: {
        language,
        remembered,
        notifications: "caution",
        journal: true,
        journalSubjects: false,
        ...settings,
        ...(home === undefined ? {} : { home }),
      },
      limits: { locked: [], openDanger: true, pause: true, remember: true, ...limits },
      messages: { ...gallery.messages.en, ...gallery.messages[language] },
      notificationPages: gallery.notificationPages,
    }),
    check: () => check,
    "tab-state": () => state,
    "set-home": (request) => ((home = request.home), true),
    "set-language": (request) => ((language = request.language), true),
    watch: (request) => (
      (state = { state: "silent" }),
      granted && (granted = { ...granted, sites: [...granted.sites, `${request.origin}/*`] }),
      noted(request)
    ),
    granted: () => granted,
    pauses: () => pauses,
    resume: (request) => (
      (pauses = pauses.filter(({ origin, tabId }) => origin !== request.origin || tabId !== request.tabId)),
      (state = watching),
      noted(request)
    ),
    pause: ({ kind, ...place }) => {
      const pause = { ...place, since: 0 };
      pauses = [...pauses, pause];
      state = { state: "paused", pause };
      return noted({ kind, ...place });
    },
    unwatch: (request) => (
      granted && (granted = { ...granted, sites: granted.sites.filter((site) => site !== request.pattern) }),
      (state = first),
      noted(request)
    ),
    forget: (request) => {
      const before = remembered;
      remembered = remembered.filter((one) => !same(request)(one));
      return undoable(() => (remembered = before), request);
    },
    "choose-body": noted,
    "forget-body": (request) => {
      const before = settings;
      settings = { ...settings, bodies: settings.bodies.filter(({ origin }) => origin !== request.origin) };
      return undoable(() => (settings = before), request);
    },
    "remove-team": (request) => {
      const before = organisation;
      organisation = {};
      return undoable(() => (organisation = before), request);
    },
    "drop-imported": (request) => {
      const before = organisation;
      organisation = { ...organisation, imported: organisation.imported.filter((one) => one !== request.pattern) };
      return undoable(() => (organisation = before), request);
    },
    import: (request) => {
      const before = settings;
      settings = { ...settings, notifications: "danger" };
      return undoable(() => (settings = before), request);
    },
    undo: (request) => (takeBack(), noted(request)),
    "set-buyer-messages": (request) => ((granted = { ...granted, buyerMessages: request.on }), noted(request)),
    "judge-message": ({ message }) => judged[message.subject],
    "judge-senders": ({ senders }) => senders.map(({ address }) => judged[address]),
    organisation: () => ({
      source: null,
      name: null,
      sets: [],
      problems: [],
      asked: [],
      imported: [],
      teamRests: false,
      newer: false,
      ...organisation,
    }),
    "set-notifications": (request) => (
      (settings = { ...settings, notifications: request.notifications }),
      noted(request)
    ),
    "set-journal": ({ on = settings.journal ?? true, subjects = settings.journalSubjects ?? false, ...request }) => (
      (settings = { ...settings, journal: on, journalSubjects: subjects }),
      noted({ ...request, on, subjects })
    ),
    blocked: (request) => ({ href: request.url, verdict: blocked }),
    open: noted,
    remember: noted,
    "ask-to-remember": noted,
  };
  /** @type {any} */ (globalThis).chrome = {
    runtime: {
      sendMessage: async (request) => ({
        ok: true,
        value: request.kind in more ? more[request.kind] : answers[request.kind](request),
      }),
      openOptionsPage: async () => noted("options"),
      getManifest: () => ({ host_permissions: hosts, omnibox: { keyword: "ts" }, version: "1.2.3" }),
    },
    tabs: {
      query: async () => [{ id: 1 }],
      getCurrent: async () => ({ id: 1 }),
      remove: noted,
      reload() {},
      create() {},
    },
    permissions: {
      request: async (wanted) => (Object.keys(wanted).forEach((kind) => allowed.add(kind)), noted(wanted)),
      remove: async (given) => (Object.keys(given).forEach((kind) => allowed.delete(kind)), true),
      contains: async (wanted) => Object.keys(wanted).every((kind) => allowed.has(kind)),
    },
    extension: { inIncognitoContext: false },
    storage: {
      local: {
        get: async (key) => (key in stored ? { [key]: stored[key] } : {}),
        set: async (values) => void Object.assign(stored, values),
        remove: async (key) => void delete stored[key],
        onChanged: { addListener() {} },
      },
    },
    commands: {
      getAll: async () => Object.entries(shortcuts).map(([name, shortcut]) => ({ name, shortcut })),
    },
    action: { getUserSettings: async () => ({ isOnToolbar: pinned }) },
    i18n: { getMessage: (key) => key },
  };
}
