// Finds the shadow trees of a page. Selectors do not reach into them, and some webmails keep the header and the body of a mail
// there.

import {
  allInPage,
  contains,
  isHtml,
  isMatched,
  isThere,
  localNameOf,
  pageOf,
  rootOf,
  shadowOf,
  typeOf,
} from "./dom.js";

/** A page or a shadow tree in it. */
export type Tree = Document | ShadowRoot;

/**
 * The names of usual elements, which are no custom elements. A selector that leaves them out spares a look at each element of a
 * page, which has tens of thousands.
 */
const USUAL = (
  "div,span,a,td,tr,li,p,b,i,em,strong,br,img,button,input,label,ul,ol,table,tbody,thead,tfoot,th,svg,path,g,use,rect,circle,line," +
  "polygon,polyline,ellipse,defs,symbol,title,desc,clipPath,mask,linearGradient,radialGradient,stop,text,tspan,html,head,body,meta," +
  "link,script,style,base,noscript,template,slot,iframe,object,embed,section,article,aside,header,footer,main,nav,h1,h2,h3,h4,h5," +
  "h6,hr,pre,code,blockquote,dl,dt,dd,figure,figcaption,font,center,small,big,u,s,sub,sup,tt,time,form,fieldset,legend,select," +
  "option,optgroup,textarea,col,colgroup,caption,picture,source,video,audio,canvas,map,area,details,summary,dialog"
).split(",");
const UNUSUAL = `:not(${USUAL.join(",")})`;
/** The usual elements that can have a shadow tree. A page that gives them one keeps nothing else in them. */
const EMPTY = ":is(div,section,main,article,aside,span):empty";

/** More shadow trees than this are not searched, and none that are nested deeper. */
const MOST_TREES = 2_000;
const MOST_DEEP = 16;
/** No real page has more elements that may have one. A mail may try to make the search slow. */
const MOST_CANDIDATES = 20_000;
/** After more changes at once a page is searched anew. */
const MOST_CHANGES = 1_000;

/** The elements of a page and of its shadow trees that may have a shadow tree. A search of a whole page is slow. */
const candidates = new WeakMap<Document, Set<Element>>();
/** The shadow trees that were found last. */
const found = new WeakMap<Document, readonly ShadowRoot[]>();
/** The pages whose shadow trees were found in this task and are as they were. */
const fresh = new WeakSet<Document>();

/** A page and its shadow trees, also those in shadow trees. */
export function treesOf(page: Document): Tree[] {
  if (!fresh.has(page)) {
    found.set(page, rootsIn(page));
    fresh.add(page);
    queueMicrotask(() => fresh.delete(page));
  }
  return [page, ...knownShadowTrees(page)];
}

function rootsIn(page: Document): ShadowRoot[] {
  const listed = candidates.get(page);
  const elements = listed ?? new Set(candidatesIn(page));
  candidates.set(page, elements);
  const roots: ShadowRoot[] = [];
  const known = new Set(listed ? knownShadowTrees(page) : []);
  // What is added on the way is visited as well.
  let seen = 0;
  for (const element of elements) {
    if (++seen > MOST_CANDIDATES) break;
    if (!isThere(element)) elements.delete(element);
    const root = isThere(element) && roots.length < MOST_TREES ? rootIn(element) : null;
    if (!root) continue;
    roots.push(root);
    if (!known.has(root) && depthOf(root) < MOST_DEEP) candidatesIn(root).forEach((one) => elements.add(one));
  }
  return roots;
}

function candidatesIn(tree: ParentNode): Element[] {
  return [...tree.querySelectorAll(UNUSUAL), ...tree.querySelectorAll(EMPTY)];
}

function depthOf(root: ShadowRoot): number {
  let depth = 0;
  for (let host: Element | null = root.host; host; host = hostOf(host)) depth += 1;
  return depth;
}

/** Looks for shadow trees in what was added to a page or to its shadow trees, so that nothing else has to be searched. */
export function noteAdded(page: Document, records: readonly MutationRecord[]): void {
  const elements = candidates.get(page);
  if (!elements) return;
  if (records.length > MOST_CHANGES) {
    candidates.delete(page);
    return;
  }
  for (const { target, addedNodes } of records) {
    if (addedNodes.length === 0 || pageOf(target) !== page) continue;
    for (const node of addedNodes) {
      if (typeOf(node) !== Node.ELEMENT_NODE) continue;
      const element = node as Element;
      if (isMatched(element, `${UNUSUAL}, ${EMPTY}`)) elements.add(element);
      candidatesIn(element).forEach((one) => elements.add(one));
    }
  }
}

/** The shadow trees of a page that were found last, without a new search. */
export function knownShadowTrees(page: Document): readonly ShadowRoot[] {
  return found.get(page) ?? [];
}

/** The elements of a page that a selector matches, also in the shadow trees that were found last. */
export function knownInTrees(page: Document, selector: string): Element[] {
  const inPage = [...allInPage(page, selector)];
  const inShadow = knownShadowTrees(page).flatMap((root) => [...root.querySelectorAll(selector)]);
  return inShadow.length > 0 ? [...inPage, ...inShadow] : inPage;
}

/** The shadow tree of an element. Only those of custom elements are looked for if they are closed, because that is slow. */
function rootIn(element: Element): ShadowRoot | null {
  if (localNameOf(element).includes("-")) return shadowOf(element);
  return isHtml(element) ? element.shadowRoot : null;
}

/** The elements that a selector matches: in a page also those in its shadow trees, elsewhere in the region alone. */
export function allInTrees(region: ParentNode, selector: string): Element[] {
  const trees = typeOf(region) === Node.DOCUMENT_NODE ? treesOf(region as Document) : [region];
  return trees.flatMap((tree) => [...tree.querySelectorAll(selector)]);
}

/** The element around another one. For an outermost element of a shadow tree that is the tree's host. */
export function parentThroughShadow(element: Element): Element | null {
  return element.parentElement ?? hostOf(element);
}

/** The host of the shadow tree that an element stands in. */
function hostOf(element: Element): Element | null {
  const root = rootOf(element);
  return "host" in root ? (root as ShadowRoot).host : null;
}

/** Whether an element contains another one or is it, also if that one stands in a shadow tree inside. */
export function containsThroughShadow(outer: Element, inner: Element): boolean {
  for (let one: Element | null = inner; one; one = hostOf(one)) if (contains(outer, one)) return true;
  return false;
}

/** The nearest element that a selector matches, among an element and those around it, also outside its shadow tree. */
export function closestThroughShadow(element: Element, selector: string): Element | null {
  for (let one: Element | null = element; one; one = hostOf(one)) {
    const closest = one.closest(selector);
    if (closest) return closest;
  }
  return null;
}

/** The elements of a region in their order up to another element, each with those of its shadow tree behind it. */
export function* elementsUpTo(region: Element, end: Element): Generator<Element> {
  // The end, and the hosts around it.
  const ends = [end];
  for (let host = hostOf(end); host; host = hostOf(host)) ends.push(host);
  const own = rootIn(region);
  if (!own || !(yield* treeUpTo(own, ends))) yield* treeUpTo(region, ends);
}

/** The same for a tree or a part of it; returns whether the end was reached. */
function* treeUpTo(tree: Node, ends: readonly Element[], depth = 0): Generator<Element, boolean> {
  const walker = document.createTreeWalker(tree, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode() as Element | null; node; node = walker.nextNode() as Element | null) {
    if (node === ends[0]) return true;
    yield node;
    const root = depth < MOST_DEEP ? rootIn(node) : null;
    if ((root && (yield* treeUpTo(root, ends, depth + 1))) || ends.includes(node)) return true;
  }
  return false;
}
