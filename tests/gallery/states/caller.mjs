// The page about calls: for who opens Seller Central here, elsewhere, and for who has not said.

export const states = () => ({ unset: {}, here: { home: { region: "US" } }, elsewhere: { home: "elsewhere" } });
