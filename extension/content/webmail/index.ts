// The adapters, in the order in which they are asked. The recipe for unknown webmails comes last and accepts every page.

import type { Adapter } from "./adapter.js";
import { aliyun } from "./aliyun.js";
import { fastmail } from "./fastmail.js";
import { generic } from "./generic.js";
import { gmail } from "./gmail.js";
import { gmx, isGmxApplication, isGmxBody } from "./gmx.js";
import { horde } from "./horde.js";
import { icloud, isICloudApplication } from "./icloud.js";
import { mailru } from "./mailru.js";
import { neteaseEnterprise } from "./netease-enterprise.js";
import { netease } from "./netease.js";
import { nextcloud } from "./nextcloud.js";
import { outlook } from "./outlook.js";
import { oxAppSuite } from "./oxappsuite.js";
import { proton } from "./proton.js";
import { exmail, qqClassic } from "./qq-classic.js";
import { qq } from "./qq.js";
import { roundcube } from "./roundcube.js";
import { sellerCentral } from "./sellercentral.js";
import { rainloop, snappymail } from "./snappymail.js";
import { sogo } from "./sogo.js";
import { tuta } from "./tuta.js";
import { yahoo } from "./yahoo.js";
import { yandex } from "./yandex.js";
import { zimbra } from "./zimbra.js";
import { zoho } from "./zoho.js";

// Adapters that share hosts each check for their own structure. Webmails with fixed hosts come before those that run on any
// host.
const ADAPTERS: readonly Adapter[] = [
  gmail,
  outlook,
  qq,
  qqClassic,
  exmail,
  neteaseEnterprise,
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
  tuta,
  sellerCentral,
  snappymail,
  rainloop,
  roundcube,
  sogo,
  horde,
  oxAppSuite,
  zimbra,
  nextcloud,
  generic,
];

/** The adapter for a page as it is now. If an adapter knows the page and finds nothing open, no other one is tried. */
export function adapterFor(page: Document): Adapter {
  return ADAPTERS.find((adapter) => adapter.recognises(page)) ?? generic;
}

/**
 * Whether the document of a frame is a webmail's application: it has headers, and is not itself a message's body. The address
 * decides, because a mail cannot choose it.
 */
export function isApplication(page: Document): boolean {
  return isICloudApplication(page) || isGmxApplication(page);
}

/** Whether the document of a frame is a message's body, even if no page around it is known as its application. */
export function isMailBody(page: Document): boolean {
  return isGmxBody(page);
}
