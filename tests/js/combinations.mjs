// Every combination of the values of some facts: {a: [1, 2], b: [3]} gives {a: 1, b: 3} and {a: 2, b: 3}.

export function combinations(facts) {
  return Object.entries(facts).reduce(
    (made, [name, values]) => made.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
