// The WebAssembly modules: each started on first need, and started anew if it ever traps.

import startJudge, * as judging from "../../dist/wasm/touchstone.js";
import startMail, * as mail from "../../dist/wasm/touchstone_mail.js";

/** What the main module can do. */
export type Judge = Pick<
  typeof judging,
  "check" | "inputs" | "judgeLinks" | "judgeMessage" | "mayBeMuted" | "notificationPages" | "ruleFor"
>;
/** What the module for raw mails can do. */
export type MailReader = Pick<typeof mail, "readMail">;

/** A module that is started once, and again after it trapped. */
export class Module<T> {
  #running: Promise<T> | undefined;

  constructor(
    private readonly start: () => Promise<T>,
    private readonly reset: () => void,
  ) {}

  /** Runs something on the module. What traps is run once more on a fresh instance; what then still traps is an error. */
  async run<R>(use: (module: T) => R): Promise<R> {
    try {
      return use(await this.#ready());
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
      // The state of an instance that trapped is not to be trusted.
      this.reset();
      return use(await this.#ready());
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

/** Both modules, for whoever judges; `url` says where a file of the extension lies. */
export interface Modules {
  readonly judge: Module<Judge>;
  /** Most people never need it, so it waits to be asked. */
  readonly mailReader: Module<MailReader>;
}

/** The modules as they lie in the extension. */
export function modulesAt(url: (name: string) => string): Modules {
  const file = (name: string): { module_or_path: string } => ({ module_or_path: url(name) });
  return {
    judge: new Module<Judge>(
      () => startJudge(file("touchstone_bg.wasm")).then(() => judging),
      () => judging.__wbg_reset_state(),
    ),
    mailReader: new Module<MailReader>(
      () => startMail(file("touchstone_mail_bg.wasm")).then(() => mail),
      () => mail.__wbg_reset_state(),
    ),
  };
}
