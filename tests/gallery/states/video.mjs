// The page about video verification.

export const states = () => ({ unset: {}, elsewhere: { home: "elsewhere" } });
