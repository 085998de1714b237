// The data about files and policies on the settings page: problems, changes, and the settings of an organisation.

/** A problem in a file or a policy, with the path of the field: `remembered[3].value`. */
export interface Problem {
  readonly code:
    | "too-large"
    | "not-json"
    | "not-ours"
    | "newer"
    | "unknown"
    | "missing"
    | "wrong"
    | "too-many"
    | "managed"
    | "no-gateway";
  readonly place: string;
  /** The value of the field, shortened. */
  readonly text?: string;
}

/** One value that a file or a policy sets: a setting or a name on a list. Null stands for "not present". */
export interface Change {
  readonly of: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Set where the organisation has locked the setting, so that the value stays as it is. */
  readonly locked?: true;
}

/** The effect that importing a file would have. */
export type Review =
  | { readonly what: "wrong"; readonly problems: readonly Problem[] }
  | { readonly what: "settings" | "team"; readonly changes: readonly Change[] };

/** The settings of an organisation, with the notes about the settings as a whole. */
export interface Organisation {
  /** The source of the policy; null where there is none. */
  readonly source: "managed" | "team" | null;
  /** The organisation's name for itself. */
  readonly name: string | null;
  readonly sets: readonly Change[];
  /** The parts of the policy that could not be read. They have no effect. */
  readonly problems: readonly Problem[];
  /** Patterns of the sites that the organisation wants watched and the user has not allowed yet. */
  readonly asked: readonly string[];
  /** The same for the sites that an imported file names. */
  readonly imported: readonly string[];
  /** Whether a team file exists that has no effect, because a managed policy overrides it. */
  readonly teamRests: boolean;
  /** Whether a newer Touchstone wrote the settings. They are then read as far as possible and never changed. */
  readonly newer: boolean;
}
