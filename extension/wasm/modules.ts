// The WebAssembly modules. Each starts when it is first used, and starts again if it traps.

import startJudge, * as judging from "../../dist/wasm/touchstone.js";
import startMail, * as mail from "../../dist/wasm/touchstone_mail.js";

/** The functions of the main module. */
export type Judge = Pick<
  typeof judging,
  | "check"
  | "gatewayRefusal"
  | "judgeLinks"
  | "judgeMessage"
  | "mayBeMuted"
  | "notificationPages"
  | "refusalOf"
  | "ruleFor"
>;
/** The functions of the module that reads and judges pasted texts and raw mails. */
export type Reader = Pick<typeof mail, "checkMail" | "readPasted">;

/** Whether a module trapped: a panic, a stack overflow, or no memory. */
function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** A module that starts once, and again after a trap. */
export class Module<T> {
  #running: Promise<T> | undefined;

  constructor(
    private readonly start: () => Promise<T>,
    private readonly reset: () => void,
  ) {}

  /**
   * Calls `use` with the module. After a trap it calls `use` once more with a new instance; a second trap is an error, and the next call
   * starts a new instance again.
   */
  async run<R>(use: (module: T) => R): Promise<R> {
    try {
      return await this.#use(use);
    } catch (error) {
      if (!isTrap(error)) throw error;
      return await this.#use(use);
    }
  }

  /** Calls `use` once. The memory of an instance that trapped may be inconsistent, so the instance goes. */
  async #use<R>(use: (module: T) => R): Promise<R> {
    const module = await this.#ready();
    try {
      return use(module);
    } catch (error) {
      if (isTrap(error)) this.reset();
      throw error;
    }
  }

  #ready(): Promise<T> {
    this.#running ??= this.start().catch((error: unknown) => {
      this.#running = undefined;
      throw error;
    });
    return this.#running;
  }
}

/** Both modules. `url` returns the URL of a file of the extension. */
export interface Modules {
  readonly judge: Module<Judge>;
  /** The module for pasted texts and raw mails. It starts when the user checks something. */
  readonly reader: Module<Reader>;
}

/** The modules in the extension's own files. */
export function modulesAt(url: (name: string) => string): Modules {
  const file = (name: string): { module_or_path: string } => ({ module_or_path: url(name) });
  return {
    judge: new Module<Judge>(
      () => startJudge(file("touchstone_bg.wasm")).then(() => judging),
      () => judging.__wbg_reset_state(),
    ),
    reader: new Module<Reader>(
      () => startMail(file("touchstone_mail_bg.wasm")).then(() => mail),
      () => mail.__wbg_reset_state(),
    ),
  };
}
