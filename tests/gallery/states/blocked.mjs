// The block page: for a link that a blocking rule stops, and for a link whose verdict is lost.

import { INPUTS } from "../inputs.mjs";

export const states = ({ mails, checks }) => {
  const [link] = mails["fake-button"].links;
  const caution = mails["amazon-address-elsewhere"].links.find(({ level }) => level === "caution");
  return {
    host: { blocked: checks[INPUTS[1]], hash: encodeURIComponent(INPUTS[1]) },
    link: { crowded: true, blocked: link, hash: encodeURIComponent(link.href), home: { region: "US" } },
    caution: { blocked: caution, hash: encodeURIComponent(caution.href), home: "elsewhere" },
    unknown: { hash: encodeURIComponent("https://new-host.example/a/b?c") },
    nothing: { hash: encodeURIComponent("javascript:alert(1)") },
  };
};
