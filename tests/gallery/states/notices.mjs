// The third-party notices.

export const states = () => ({ shown: {} });
