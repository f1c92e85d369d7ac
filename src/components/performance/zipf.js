// Draws a rank from 1 to `count`; rank k comes in proportion to 1 / k ** exponent. Rejection-inversion, which needs no table:
// W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions", 1996.
function zipf(count, exponent) {
  const log1pOver = (x) => (Math.abs(x) > 1e-8 ? Math.log1p(x) / x : 1 - x / 2);
  const expm1Over = (x) => (Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2);
  const height = (x) => Math.exp(-exponent * Math.log(x));
  const area = (x) => expm1Over((1 - exponent) * Math.log(x)) * Math.log(x);
  const inverse = (y) => Math.exp(log1pOver(Math.max(y * (1 - exponent), -1)) * y);
  const least = area(1.5) - 1;
  const most = area(count + 0.5);
  const sure = 2 - inverse(area(2.5) - height(2));
  return () => {
    for (;;) {
      const y = most + Math.random() * (least - most);
      const x = inverse(y);
      const rank = Math.min(Math.max(Math.round(x), 1), count);
      if (rank - x <= sure || y >= area(rank + 0.5) - height(rank)) {
        return rank;
      }
    }
  };
}
