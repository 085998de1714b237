// The popup's other half for pictures: what it asks the background is answered from samples. Runs in the page, before its
// own scripts, so it may refer to nothing outside.

export function fakeBackground({ gallery, language, home, state, check }) {
  const answers = {
    surroundings: () => ({
      settings: home === undefined ? { language } : { language, home },
      messages: { ...gallery.messages.en, ...gallery.messages[language] },
      notificationPages: gallery.notificationPages,
    }),
    check: () => check,
    "tab-state": () => state,
    "set-home": (request) => ((home = request.home), true),
    "set-language": (request) => ((language = request.language), true),
    watch: () => ((state = { state: "silent" }), true),
  };
  globalThis.chrome = {
    runtime: { sendMessage: async (request) => ({ ok: true, value: answers[request.kind](request) }) },
    tabs: { query: async () => [{ id: 1 }], reload() {}, create() {} },
    permissions: { request: async () => true },
    i18n: { getMessage: (key) => key },
  };
}
