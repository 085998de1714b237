// The page about calls: for a user with Seller Central in this browser, elsewhere, or without an answer to the question.

export const states = () => ({ unset: {}, here: { home: { region: "US" } }, elsewhere: { home: "elsewhere" } });
