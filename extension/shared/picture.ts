export function readCodes(picture: Blob): Promise<{ text: string; messenger: string | null }[]> {
  return Promise.reject(new Error(`no reader for ${picture.type}`));
}
