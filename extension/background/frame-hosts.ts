// The hosts of the watched frames in each tab. A mail's body may stand in a frame of another host than its header, and its requests
// then come from that host.

/** The most hosts per tab. No webmail needs more. */
const MOST = 20;

const hosts = new Map<number, Set<string>>();

/** Notes the frame of a request. Only watched frames are heard. A new top frame replaces all frames of its tab. */
export function noteFrame(tabId: number, host: string, isTop: boolean): void {
  const before = hosts.get(tabId) ?? new Set<string>();
  const known = isTop && !before.has(host) ? new Set<string>() : before;
  if (known.size < MOST) hosts.set(tabId, known.add(host));
}

/** The hosts of the watched frames in a tab. */
export function frameHostsOf(tabId: number): string[] {
  return [...(hosts.get(tabId) ?? [])];
}

/** Forgets a closed tab. */
export function forgetFrames(tabId: number): void {
  hosts.delete(tabId);
}
