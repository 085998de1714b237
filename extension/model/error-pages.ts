// The optional permission with which our page replaces the browser's error page for a link that a blocking rule of ours refused.

/** The permission to see navigations. Without it, only the webmail shows the explanation. */
export const ERROR_PAGES: chrome.permissions.Permissions = { permissions: ["webNavigation"] };
