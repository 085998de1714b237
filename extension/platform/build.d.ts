// What the bundler fills in.

/** Whether this is the build that tests load. */
declare const TOUCHSTONE_TEST: boolean;

/** The day of the tables, as `2026-11-25`. */
declare const TOUCHSTONE_TABLES: string;

/** A table of the crate, as its text. */
declare module "*.tsv" {
  const table: string;
  export default table;
}
