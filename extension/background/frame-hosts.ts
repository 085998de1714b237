// The hosts of the frames in a tab that are watched. A mail's body may stand in a frame of another host than its header, and its
// requests come from there.

/** No webmail needs more. */
const MOST = 20;

const hosts = new Map<number, Set<string>>();

/** Notes a frame of a tab that asks for something; only frames that are watched are heard. A new top frame forgets the others. */
export function noteFrame(tabId: number, host: string, isTop: boolean): void {
  const before = hosts.get(tabId) ?? new Set<string>();
  const known = isTop && !before.has(host) ? new Set<string>() : before;
  if (known.size < MOST) hosts.set(tabId, known.add(host));
}

/** The hosts of the watched frames in a tab. */
export function frameHostsOf(tabId: number): string[] {
  return [...(hosts.get(tabId) ?? [])];
}

/** Forgets a tab that was closed. */
export function forgetFrames(tabId: number): void {
  hosts.delete(tabId);
}
