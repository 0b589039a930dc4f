# Summaries, rank tests, shifts and standardised differences. Base R alone; exact tests with ties
# go through every way of giving out the ranks.
source("common.R")

# Mann-Whitney by all choices of n1 of the mid-ranks; p adds up both sides by distance.
exact_with_ties <- function(a, b) {
  ranks <- rank(c(a, b))
  expected <- length(a) * (length(ranks) + 1) / 2
  sums <- combn(ranks, length(a), sum)
  mean(abs(sums - expected) >= abs(sum(ranks[seq_along(a)]) - expected) - 1e-9)
}

smd <- function(a, b) {
  d <- (mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2)
  with_limits(d, length(a), length(b))
}

with_limits <- function(d, n1, n2) {
  d + c(0, -1, 1) * qnorm(0.975) * sqrt((n1 + n2) / (n1 * n2) + d^2 / (2 * (n1 + n2)))
}

# Yang & Dalton: Mahalanobis distance of the shares of all levels but one.
smd_of_levels <- function(a, b) {
  shares <- function(counts) (counts / sum(counts))[-1]
  p <- shares(a)
  q <- shares(b)
  covariance <- function(p) diag(p, length(p)) - outer(p, p)
  d <- p - q
  distance <- sqrt(drop(d %*% solve((covariance(p) + covariance(q)) / 2, d)))
  with_limits(distance, sum(a), sum(b))
}

three <- function(name, quantity, values) {
  number(name, "", paste0(quantity, c("", "_low", "_high")), values)
}

frame <- read.csv(file.path(data_folder, "quantities.csv"))
rows <- list()
for (name in unique(frame$name)) {
  of <- frame[frame$name == name, ]
  values <- lapply(strsplit(of$values, " "), as.numeric)
  names(values) <- of$group
  for (group in of$group) {
    x <- values[[group]]
    rows <- c(rows, list(number(
      name, group, c("median", "q1", "q3", "low", "high", "mean", "sd"),
      c(median(x), quantile(x, c(0.25, 0.75), type = 7), range(x), mean(x), sd(x)))))
  }
  test <- kruskal.test(values)
  rows <- c(rows, list(number(name, "", c("kruskal_wallis", "kruskal_wallis_p"),
                              c(test$statistic, test$p.value))))
  a <- values[[1]]
  b <- values[[2]]
  ties <- anyDuplicated(c(a, b)) > 0
  approximate <- wilcox.test(a, b, exact = FALSE)
  rows <- c(rows, list(
    number(name, "", c("u", "approximate_p"), c(approximate$statistic, approximate$p.value)),
    number(name, "", "shift", median(outer(a, b, "-"))),
    if (length(a) > 1) three(name, "smd", smd(a, b))))
  if (!ties && max(length(a), length(b)) < 50) {
    # Where two groups are too small for 95% R warns and gives what it has; we give no limits.
    enough <- qwilcox(0.025, length(a), length(b)) > 0
    exact <- suppressWarnings(wilcox.test(a, b, exact = TRUE, conf.int = TRUE))
    rows <- c(rows, list(number(name, "", c("exact_p", "shift_low", "shift_high"),
                                c(exact$p.value, if (enough) exact$conf.int else c(NA, NA)))))
  } else if (!ties) {
    # From 50 patients on R approximates unless asked not to; its search stops early unless told.
    large <- wilcox.test(a, b, conf.int = TRUE, tol.root = 1e-12)
    rows <- c(rows, list(number(name, "", c("shift_low", "shift_high"), large$conf.int)))
  } else if (choose(length(a) + length(b), length(a)) < 5e5) {
    rows <- c(rows, list(number(name, "", "exact_p", exact_with_ties(a, b))))
  }
}

levels <- list(founding = list(c(5, 10), c(0, 24)), three_levels = list(c(4, 6, 5), c(9, 5, 10)),
               level_of_one_group = list(c(4, 6, 0), c(9, 5, 10)))
for (name in names(levels)) {
  rows <- c(rows, list(three(name, "smd_of_levels", smd_of_levels(levels[[name]][[1]], levels[[name]][[2]]))))
}
p <- c(0.01, 0.04, 0.03, 0.2, 0.012)
rows <- c(rows, list(number("p_values", "", "holm", p.adjust(p, "holm"), p)))
write_numbers(rows, "quantities")
