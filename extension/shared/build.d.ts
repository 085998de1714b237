// What the bundler fills in.

/** Whether this is the build that tests load. */
declare const TOUCHSTONE_TEST: boolean;
