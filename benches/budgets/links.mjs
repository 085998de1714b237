// Generates links like those in a seller's mails from a seed. The same seed gives the same links; another seed gives only other links. This
// file runs in Node and in a page, so it imports nothing.

/** A small pseudo-random generator of numbers below 1 (mulberry32). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SYLLABLES = "bar bel can cor dal den fer gar hol kin lar mer mil nor pel ren sal tan tor ver wil zan".split(" ");
const GOODS = "garden-hose desk-lamp tea-set yoga-mat phone-case water-bottle wall-clock bath-towel".split(" ");
const SUFFIXES =
  "com com com com de co.uk fr it es nl pl com.au co.jp jp ca se com.mx com.br cn com.cn net org shop store io".split(
    " ",
  );
const STORES = "com com com de co.uk fr it es nl co.jp ca com.mx com.au in".split(" ");
const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

class Writer {
  #number;

  constructor(seed) {
    this.#number = numbers(seed);
  }

  below = (limit) => Math.floor(this.#number() * limit);
  of = (list) => list[this.below(list.length)];
  word = (syllables = 2) => Array.from({ length: syllables }, () => this.of(SYLLABLES)).join("");
  token = (length) => Array.from({ length }, () => this.of(ALPHABET)).join("");
  order = () => `${100 + this.below(900)}-${1e6 + this.below(9e6)}-${1e6 + this.below(9e6)}`;
  name = () => `${this.word()}${this.of(["", "", "-"])}${this.word()}`;
}

/** A link of a newsletter as the tracking service of its sender rewrites it. */
const tracked = (w) =>
  w.of([
    () => `https://u${1e6 + w.below(9e6)}.ct.sendgrid.net/ls/click?upn=${w.token(180)}`,
    () =>
      `https://${w.word()}.us${1 + w.below(20)}.list-manage.com/track/click?u=${w.token(25)}&id=${w.token(10)}&e=${w.token(10)}`,
    () => `https://click.${w.name()}.${w.of(SUFFIXES)}/?qs=${w.token(96)}`,
    () =>
      `https://${w.token(8).toLowerCase()}.r.${w.of(["us-east-1", "eu-west-1"])}.awstrack.me/I0/${w.token(60)}/${w.token(27)}=${w.below(400)}`,
    () => `https://t.${w.name()}.${w.of(SUFFIXES)}/r/?id=h${w.token(8)},${w.token(8)},${w.token(7)}&p1=${w.token(12)}`,
  ])();

const shop = (w) =>
  `https://${w.of(["www.", "www.", "shop.", ""])}${w.name()}.${w.of(SUFFIXES)}/${w.of(["products", "collections/new", "de/p", "item"])}/` +
  `${w.of(GOODS)}-${w.below(1e6)}?utm_source=newsletter&utm_medium=email&utm_campaign=${w.word()}_${w.below(1e4)}`;

const genuine = (w) =>
  w.of([
    () => `https://sellercentral.amazon.${w.of(STORES)}/orders-v3/order/${w.order()}?ref_=xx_${w.token(6)}`,
    () =>
      `https://sellercentral.amazon.${w.of(STORES)}/performance/notifications?id=${w.token(16)}&mons_sel_mkid=${w.token(13)}`,
    () => `https://www.amazon.${w.of(STORES)}/dp/B0${w.token(8).toUpperCase()}?ref_=pe_${w.below(1e7)}_${w.below(1e9)}`,
    () =>
      `https://www.amazon.${w.of(STORES)}/gp/f.html?C=${w.token(13)}&M=urn:rtn:msg:${w.token(40)}&R=${w.token(12)}&T=C&U=https%3A%2F%2Fsellercentral.amazon.com%2Fhz%2F${w.token(9)}&H=${w.token(28)}`,
  ])();

/** Each of these links is dangerous by itself. */
const lookalike = (w) =>
  w.of([
    () =>
      `https://sellercentral-amazon-${w.of(["verify", "login", "support"])}.${w.name()}.${w.of(SUFFIXES)}/ap/signin?openid=${w.token(20)}`,
    () =>
      `https://amazon-${w.of(["verify", "security", "billing", "login"])}-${w.below(1e6)}.${w.of(SUFFIXES)}/${w.token(12)}`,
    () => `https://www.arnazon.${w.of(["com", "de", "co.uk"])}/account/${w.token(18)}`,
    () => `https://sellercentral.amazon.com.${w.name()}.${w.of(SUFFIXES)}/signin/${w.token(10)}`,
    () => `https://\u0430mazon.com/${w.token(24)}`,
  ])();

const wrapped = (w) =>
  `https://${w.of(["nam02", "eur05", "apc01"])}.safelinks.protection.outlook.com/?url=${encodeURIComponent(w.of([shop, genuine, tracked])(w))}` +
  `&data=05%7C02%7C${w.token(20)}%7C${w.token(32)}%7C0%7C0%7C${w.below(1e15)}%7CUnknown%7C${w.token(60)}&sdata=${w.token(43)}%3D&reserved=0`;

/** The share of each kind of link: a digest has mostly trackers and shops. */
const MIX = [...Array(7).fill(tracked), ...Array(5).fill(shop), ...Array(4).fill(genuine), ...Array(2).fill(wrapped)];

/** Returns this many distinct links; two of twenty are lookalikes. */
export const mixed = (seed, count) => distinct(seed, count, (w) => w.of([...MIX, lookalike, lookalike]));
/** Returns the same mix without lookalikes. */
export const harmless = (seed, count) => distinct(seed, count, (w) => w.of(MIX));
/** Returns only lookalikes. */
export const dangerous = (seed, count) => distinct(seed, count, () => lookalike);

function distinct(seed, count, choose) {
  const writer = new Writer(seed);
  const links = new Set();
  while (links.size < count) links.add(choose(writer)(writer));
  return [...links];
}
