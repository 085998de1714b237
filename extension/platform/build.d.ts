// The constants that the bundler fills in.

/** Whether this is the test build. */
declare const TOUCHSTONE_TEST: boolean;

/** The date of the tables, as `2026-11-25`. */
declare const TOUCHSTONE_TABLES: string;

/** A table of the crate, as text. */
declare module "*.tsv" {
  const table: string;
  export default table;
}
