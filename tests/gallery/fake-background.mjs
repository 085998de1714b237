// The pages' other half for pictures: what they ask the background is answered from samples, what only one page asks from its
// `answers` by kind. Runs in the page, before its own scripts, so it may refer to nothing outside.

export function fakeBackground({ gallery, language, home, state, check, remembered = [], granted, blocked = null, settings = {}, answers: more = {}, today }) {
  const { Date: Real } = globalThis;
  if (today) globalThis.Date = class extends Real { constructor(...parts) { super(...(parts.length > 0 ? parts : [today])); } };
  const asked = (globalThis.asked = []);
  const noted = (request) => (asked.push(request), true);
  const same = (request) => (one) => one.what === request.what && one.value === request.value;
  let allowed = false;
  const answers = {
    surroundings: () => ({
      settings: { language, remembered, ...settings, ...(home === undefined ? {} : { home }) },
      messages: { ...gallery.messages.en, ...gallery.messages[language] },
      notificationPages: gallery.notificationPages,
    }),
    check: () => check,
    "tab-state": () => state,
    "set-home": (request) => ((home = request.home), true),
    "set-language": (request) => ((language = request.language), true),
    watch: () => ((state = { state: "silent" }), true),
    granted: () => granted,
    unwatch: (request) => ((granted = { ...granted, sites: granted.sites.filter((site) => site !== request.pattern) }), noted(request)),
    forget: (request) => ((remembered = remembered.filter((one) => !same(request)(one))), noted(request)),
    "set-buyer-messages": (request) => ((granted = { ...granted, buyerMessages: request.on }), noted(request)),
    blocked: (request) => ({ href: request.url, verdict: blocked }),
    open: noted,
    remember: noted,
  };
  globalThis.chrome = {
    runtime: {
      sendMessage: async (request) => ({ ok: true, value: request.kind in more ? more[request.kind] : answers[request.kind](request) }),
      openOptionsPage: async () => noted("options"),
    },
    tabs: { query: async () => [{ id: 1 }], getCurrent: async () => ({ id: 1 }), remove: noted, reload() {}, create() {} },
    permissions: {
      request: async (wanted) => (wanted.permissions && (allowed = true), noted(wanted)),
      remove: async () => ((allowed = false), true),
      contains: async () => allowed,
    },
    i18n: { getMessage: (key) => key },
  };
}
