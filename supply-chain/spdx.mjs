// Reads the part of SPDX licence expressions that packages use: ids joined by AND, OR and WITH, with parentheses. The slash of old crates
// ("MIT/Apache-2.0") means OR.

/** Returns a licence expression in the current spelling. */
export const spelled = (expression) => expression.replaceAll(/\s*\/\s*/g, " OR ");

/**
 * Returns the chosen licences of an expression: all operands of an AND, and of an OR the operand that stands first in `accepted`. Returns
 * null if accepted licences alone cannot satisfy the expression.
 */
export function chosen(expression, accepted) {
  const tokens = spelled(expression).match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;

  const alternatives = () => {
    const options = [conjunction()];
    while (tokens[at] === "OR") {
      at += 1;
      options.push(conjunction());
    }
    const rank = (licences) => Math.max(...licences.map((licence) => accepted.indexOf(licence)));
    const possible = options.filter((licences) => licences !== null).sort((one, other) => rank(one) - rank(other));
    return possible[0] ?? null;
  };

  const conjunction = () => {
    let all = one();
    while (tokens[at] === "AND") {
      at += 1;
      const next = one();
      all = all && next && [...new Set([...all, ...next])];
    }
    return all;
  };

  const one = () => {
    if (tokens[at] === "(") {
      at += 1;
      const inner = alternatives();
      if (tokens[at] !== ")") throw new Error(`"${expression}": a bracket is not closed`);
      at += 1;
      return inner;
    }
    let licence = tokens[at];
    if (!licence || /^(?:AND|OR|WITH|\))$/.test(licence)) throw new Error(`"${expression}" is no licence expression`);
    at += 1;
    if (tokens[at] === "WITH") {
      licence = `${licence} WITH ${tokens[at + 1]}`;
      at += 2;
    }
    return accepted.includes(licence) ? [licence] : null;
  };

  const licences = alternatives();
  if (at !== tokens.length) throw new Error(`"${expression}" is no licence expression`);
  return licences;
}
