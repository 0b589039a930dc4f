# Proportions, differences, ratios and exact tests. Base R alone; what it does not offer, or stops
# short of, is computed here from the definition.
source("common.R")

# prop.test warns of its chi-square, which nobody asked for.
wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)

newcombe <- function(x1, n1, x2, n2) {
  w1 <- wilson(x1, n1)
  w2 <- wilson(x2, n2)
  p1 <- x1 / n1
  p2 <- x2 / n2
  p1 - p2 + c(0, -sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2), sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2))
}

risk_ratio <- function(x1, n1, x2, n2) {
  ratio <- (x1 / n1) / (x2 / n2)
  ratio * exp(c(0, -1, 1) * qnorm(0.975) * sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2))
}

# The distribution of x1 given the margins: hypergeometric, tilted by the odds ratio.
tilted <- function(log_odds, x1, n1, x2, n2) {
  support <- max(0, x1 + x2 - n2):min(n1, x1 + x2)
  log_p <- dhyper(support, n1, n2, x1 + x2, log = TRUE) + support * log_odds
  p <- exp(log_p - max(log_p))
  list(support = support, p = p / sum(p))
}

# fisher.test stops its search early; this does not.
odds_ratio <- function(x1, n1, x2, n2) {
  solve_for <- function(f) exp(uniroot(f, c(-25, 25), tol = 1e-13)$root)
  mean_of <- function(l) with(tilted(l, x1, n1, x2, n2), sum(support * p)) - x1
  at_least <- function(l) with(tilted(l, x1, n1, x2, n2), sum(p[support >= x1])) - 0.025
  at_most <- function(l) with(tilted(l, x1, n1, x2, n2), sum(p[support <= x1])) - 0.025
  ends <- range(tilted(0, x1, n1, x2, n2)$support)
  if (ends[1] == ends[2]) return(c(NA, NA, NA))
  c(if (x1 == ends[1]) 0 else if (x1 == ends[2]) NA else solve_for(mean_of),
    if (x1 == ends[1]) 0 else solve_for(at_least),
    if (x1 == ends[2]) NA else solve_for(at_most))
}

mid_p <- function(x1, n1, x2, n2) {
  of <- tilted(0, x1, n1, x2, n2)
  seen <- of$p[of$support == x1]
  less <- of$p < seen * (1 - 1e-7)
  as_likely <- !less & of$p <= seen * (1 + 1e-7)
  sum(of$p[less]) + sum(of$p[as_likely]) / 2
}

# Boschloo, one side: the largest probability, over the common risk, of a one-sided Fisher p at
# most the one seen. Two-sided by doubling the smaller side.
boschloo <- function(x1, n1, x2, n2) {
  side <- function(lower) {
    fisher <- function(a, b) phyper(ifelse(lower, a, a - 1), n1, n2, a + b, lower.tail = lower)
    every <- expand.grid(a = 0:n1, b = 0:n2)
    extreme <- every[mapply(fisher, every$a, every$b) <= fisher(x1, x2) * (1 + 1e-7), ]
    size <- function(risk) sum(dbinom(extreme$a, n1, risk) * dbinom(extreme$b, n2, risk))
    grid <- seq(0, 1, length.out = 2001)
    best <- grid[which.max(vapply(grid, size, 0))]
    optimize(size, c(max(0, best - 0.001), min(1, best + 0.001)), maximum = TRUE, tol = 1e-10)$objective
  }
  min(1, 2 * min(side(TRUE), side(FALSE)))
}

two_by_two <- read.csv(file.path(data_folder, "tables_2x2.csv"))
rows <- list()
for (i in seq_len(nrow(two_by_two))) {
  with(two_by_two[i, ], {
    three <- function(quantity, values) {
      number(name, "", paste0(quantity, c("", "_low", "_high")), values)
    }
    table <- matrix(c(n1, n1_known - n1, n2, n2_known - n2), 2, byrow = TRUE)
    varies <- n1 + n2 > 0 && n1 + n2 < n1_known + n2_known
    rows <<- c(rows, list(
      three("exact", c(n1 / n1_known, binom.test(n1, n1_known)$conf.int)),
      three("exact_99", c(n1 / n1_known, binom.test(n1, n1_known, conf.level = 0.99)$conf.int)),
      three("wilson", c(n1 / n1_known, wilson(n1, n1_known))),
      three("difference", newcombe(n1, n1_known, n2, n2_known)),
      if (n1 > 0 && n2 > 0 && varies) three("ratio", risk_ratio(n1, n1_known, n2, n2_known)),
      three("odds_ratio", odds_ratio(n1, n1_known, n2, n2_known)),
      if (varies) number(name, "", c("fisher", "mid_p"),
                         c(fisher.test(table)$p.value, mid_p(n1, n1_known, n2, n2_known))),
      if (varies && n1_known < 100) number(name, "", "boschloo", boschloo(n1, n1_known, n2, n2_known))
    ))
  })
}

tables <- read.csv(file.path(data_folder, "tables_rxc.csv"))
for (name in unique(tables$name)) {
  counts <- lapply(strsplit(tables$counts[tables$name == name], " "), as.numeric)
  table <- do.call(rbind, counts)
  table <- table[, colSums(table) > 0]
  rows <- c(rows, list(number(name, "", "freeman_halton", fisher.test(table)$p.value)))
}
write_numbers(rows, "proportions")
