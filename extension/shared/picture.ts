export function readCodes(_picture: Blob): Promise<{ text: string; messenger: string | null }[]> { return Promise.resolve([]); }
