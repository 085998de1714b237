// The page about calls: for a user who opens Seller Central here, elsewhere, or has not answered.

export const states = () => ({ unset: {}, here: { home: { region: "US" } }, elsewhere: { home: "elsewhere" } });
