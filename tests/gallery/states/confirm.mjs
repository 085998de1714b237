// The page that asks before a name is muted or a mail gateway is named, and with nothing to confirm.

const waiting = (value) => ({ answers: { "take-confirm": value }, hash: "name=1" });

export const states = () => ({
  host: { crowded: true, ...waiting({ what: "host", value: "bücher-und-mehr.northfield-garden.example" }) },
  address: waiting({ what: "address", value: "accounting@northfield-garden.example" }),
  gateway: { crowded: true, ...waiting({ what: "gateway", value: "mailgate.lumen-lamps.example" }) },
  nothing: { answers: { "take-confirm": null } },
});
