// The adapters, in the order they are asked; the recipe for unknown webmails comes last and knows every page.

import type { Adapter } from "./adapter.js";
import { aliyun } from "./aliyun.js";
import { fastmail } from "./fastmail.js";
import { generic } from "./generic.js";
import { gmail } from "./gmail.js";
import { gmx, isGmxApplication } from "./gmx.js";
import { horde } from "./horde.js";
import { icloud, isICloudApplication } from "./icloud.js";
import { mailru } from "./mailru.js";
import { netease } from "./netease.js";
import { outlook } from "./outlook.js";
import { proton } from "./proton.js";
import { exmail, qqClassic } from "./qq-classic.js";
import { qq } from "./qq.js";
import { roundcube } from "./roundcube.js";
import { sellerCentral } from "./sellercentral.js";
import { snappymail } from "./snappymail.js";
import { sogo } from "./sogo.js";
import { yahoo } from "./yahoo.js";
import { yandex } from "./yandex.js";
import { zoho } from "./zoho.js";

// Of two that share hosts each asks for its own structure; those of a host of their own come before those of everybody's.
const ADAPTERS: readonly Adapter[] = [
  gmail,
  outlook,
  qq,
  qqClassic,
  exmail,
  netease,
  aliyun,
  yahoo,
  proton,
  zoho,
  icloud,
  fastmail,
  gmx,
  mailru,
  yandex,
  sellerCentral,
  snappymail,
  roundcube,
  sogo,
  horde,
  generic,
];

/** The adapter for a page as it is now. Where one that knows the page finds nothing open, none other is tried. */
export function adapterFor(page: Document): Adapter {
  return ADAPTERS.find((adapter) => adapter.recognises(page)) ?? generic;
}

/**
 * Whether the document of a frame is a webmail's application: it has headers, and no message's body is all of it. Its address
 * tells, which no mail can choose.
 */
export function isApplication(page: Document): boolean {
  return isICloudApplication(page) || isGmxApplication(page);
}
