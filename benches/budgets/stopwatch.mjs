// Runs before a background's own script. It notes the times of the steps from the worker's start to its first answer, and sends the notes
// with the answer. Times are milliseconds since 1970, so that another process can compare them.

const now = () => performance.timeOrigin + performance.now();
const notes = { begun: now() };

const { onMessage } = chrome.runtime;
const add = onMessage.addListener.bind(onMessage);
onMessage.addListener = (hear) =>
  add((request, sender, respond) => {
    notes.heard ??= now();
    return hear(request, sender, (reply) => respond({ ...reply, notes: { ...notes, answered: now() } }));
  });

const { fetch } = globalThis;
globalThis.fetch = async (/** @type {Parameters<typeof globalThis.fetch>} */ ...args) => {
  notes.asked ??= now();
  const response = await fetch(...args);
  notes.fetched ??= now();
  return response;
};

WebAssembly.instantiateStreaming = async (response, imports) => {
  const module = await WebAssembly.compileStreaming(response);
  notes.compiled ??= now();
  const instance = await WebAssembly.instantiate(module, imports);
  notes.started ??= now();
  return { module, instance };
};
