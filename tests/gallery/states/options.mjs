// The settings, as they are at first and with much in them.

const remembered = [
  { what: "host", value: "xn--mazon-3ve.example", since: "2026-06-30T10:00:00.000Z" },
  { what: "address", value: "notice@mail.harbour-events.example", since: "2026-07-02T10:00:00.000Z" },
  { what: "host", value: "sellercentral.amazon.com.account-review-department-of-seller-performance.example", since: "no date" },
];

export const states = () => ({
  empty: { granted: { sites: [], buyerMessages: false } },
  full: {
    remembered,
    home: { region: "DE" },
    granted: { sites: ["https://mail.lumen-lamps.example/*", "http://10.0.0.7/*"], buyerMessages: true },
  },
  // The tables have not been updated for a long time.
  old: { granted: { sites: [], buyerMessages: false }, today: "2028-02-01" },
});
