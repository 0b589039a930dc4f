# Hazard ratios between groups, by R's survival package: Efron's ties, Wald's limits and test.
# The first group in alphabetical order is the reference.
source("common.R")
suppressPackageStartupMessages(library(survival))

hazard_ratios <- function(name, patients) {
  known <- subset(patients, group != "Unknown")
  groups <- sort(unique(known$group), method = "radix")
  known$group <- factor(known$group, groups)
  fit <- coxph(Surv(time, event) ~ group, known, ties = "efron",
               control = coxph.control(eps = 1e-11, iter.max = 100))
  found <- summary(fit)
  others <- groups[-1]
  rbind(number(name, "", c("n", "n_event"), c(fit$n, fit$nevent)),
        number(name, others, "hazard_ratio", found$conf.int[, "exp(coef)"]),
        number(name, others, "conf_low", found$conf.int[, "lower .95"]),
        number(name, others, "conf_high", found$conf.int[, "upper .95"]),
        number(name, others, "p_value", found$coefficients[, "Pr(>|z|)"]))
}

everything <- do.call(c, lapply(
  c("aml", "ovarian", "veteran", "lung", "colon", "edge_survival"), cohorts))
names(everything) <- sub("^[a-z_]*[.]", "", names(everything))
estimable <- c("aml", "ovarian", "veteran", "lung", "colon", "time_zero", "last_is_an_event",
               "deaths_and_censored_tied", "three_groups_in_months", "seven_and_eight",
               "events_and_censored_at_one_time", "fractional", "large")
numbers <- lapply(estimable, function(name) hazard_ratios(name, everything[[name]]))
write_numbers(numbers, "regression", "survival")

# ── Several covariates, and whether the ratios change over time ──────────────────────────────

models <- list(
  lung_covariates = Surv(time, event) ~ age + sex + ecog,
  ovarian_covariates = Surv(time, event) ~ age + treatment + residual,
  veteran_covariates = Surv(time, event) ~ celltype + karno + prior,
  pbc_covariates = Surv(time, event) ~ age + bili + albumin + edema)

# Levels are in alphabetical order, as in the tests; who lacks a value is left out.
several <- function(name) {
  patients <- read.csv(file.path(data_folder, paste0(name, ".csv")), na.strings = "",
                       stringsAsFactors = TRUE)
  fit <- coxph(models[[name]], patients, ties = "efron", model = TRUE,
               control = coxph.control(eps = 1e-11, iter.max = 100))
  found <- summary(fit)
  terms <- rownames(found$conf.int)
  zph <- cox.zph(fit, transform = "km")$table
  rbind(number(name, "", c("n", "n_event"), c(fit$n, fit$nevent)),
        number(name, terms, "hazard_ratio", found$conf.int[, "exp(coef)"]),
        number(name, terms, "conf_low", found$conf.int[, "lower .95"]),
        number(name, terms, "conf_high", found$conf.int[, "upper .95"]),
        number(name, terms, "p_value", found$coefficients[, "Pr(>|z|)"]),
        number(name, rownames(zph), "zph_statistic", zph[, "chisq"]),
        number(name, rownames(zph), "zph_df", zph[, "df"]),
        number(name, rownames(zph), "zph_p_value", zph[, "p"]))
}

one_group_column <- function(name) {
  known <- subset(everything[[name]], group != "Unknown")
  zph <- cox.zph(coxph(Surv(time, event) ~ factor(group), known, ties = "efron",
                        model = TRUE))$table
  number(name, "", c("zph_statistic", "zph_df", "zph_p_value"), zph[1, c("chisq", "df", "p")])
}

# cox.zph has nothing to test where a term has hardly an event at different times.
drifting <- c("aml", "ovarian", "veteran", "lung", "colon", "three_groups_in_months")
write_numbers(c(lapply(names(models), several), lapply(drifting, one_group_column)),
              "regression_several", "survival")

# ── Firth's penalty ──────────────────────────────────────────────────────────────────────────
# There is no package for it here, so the penalised likelihood is put together from what coxph
# says without a single step, at coefficients given to it, and is climbed by Newton's steps from
# differences. Ties by Breslow's method, as in the package coxphf.

penalised <- function(y, x) function(beta) {
  at <- coxph.fit(x, y, strata = NULL, init = beta, control = coxph.control(iter.max = 0),
                  method = "breslow", rownames = NULL)
  at$loglik[1] - determinant(at$var)$modulus / 2
}

# Differences over five points: an error of about 1e-11.
slope <- function(f, beta, free, h = 1e-3) {
  vapply(free, function(j) {
    at <- function(k) f(replace(beta, j, beta[j] + k * h))
    (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h)
  }, 0)
}

climb <- function(f, beta, free = seq_along(beta)) {
  for (step in 1:200) {
    g <- slope(f, beta, free)
    if (max(abs(g)) < 1e-10) return(beta)
    bend <- vapply(free, function(j) {
      (slope(f, replace(beta, j, beta[j] + 1e-3), free) -
         slope(f, replace(beta, j, beta[j] - 1e-3), free)) / 2e-3
    }, g)
    move <- -solve(matrix(bend, length(free)), g)
    if (sum(move * g) <= 0) move <- g / max(1, abs(g))
    move <- move / max(1, abs(move))
    height <- f(beta)
    for (halving in 0:40) {
      there <- replace(beta, free, beta[free] + move / 2^halving)
      if (f(there) >= height - 1e-12) break
    }
    if (max(abs(there - beta)) < 1e-12) return(beta)
    beta <- there
  }
  stop("no maximum")
}

firth <- function(name, patients, columns) {
  formula <- reformulate(columns)
  x <- model.matrix(formula, patients)[, -1, drop = FALSE]
  spread <- apply(x, 2, sd)
  f <- penalised(with(patients, Surv(time, event)), scale(x, scale = spread))
  beta <- climb(f, rep(0, ncol(x)))
  highest <- f(beta)
  drop <- function(j) function(at) {
    held <- replace(beta, j, at)
    others <- setdiff(seq_along(beta), j)
    if (length(others)) held <- climb(f, held, others)
    2 * (highest - f(held)) - qchisq(0.95, 1)
  }
  limit <- function(j, side) {
    uniroot(drop(j), sort(beta[j] + side * c(0, 1)), extendInt = if (side > 0) "upX" else "downX",
            tol = 1e-11, maxiter = 200)$root
  }
  of <- seq_along(beta)
  terms <- colnames(x)
  data <- paste(name, paste(columns, collapse = "+"), sep = ":")
  rbind(number(data, terms, "coef", beta / spread),
        number(data, terms, "low", vapply(of, limit, 0, side = -1) / spread),
        number(data, terms, "high", vapply(of, limit, 0, side = 1) / spread),
        number(data, terms, "p_value", vapply(of, function(j) {
          pchisq(drop(j)(0) + qchisq(0.95, 1), 1, lower.tail = FALSE)
        }, 0)))
}

separated <- read.csv(file.path(data_folder, "separated.csv"), stringsAsFactors = TRUE)
separated <- lapply(split(separated, separated$cohort), droplevels)
myeloma <- read.csv(file.path(data_folder, "myeloma.csv"))
penalised_models <- list(
  list("founding_in_months", "group"), list("founding_in_months", c("group", "age")),
  list("reference_without_event", "group"), list("reference_without_event", c("group", "history")),
  list("one_of_three", "group"), list("one_of_three", c("group", "age")),
  list("number_highest_at_events", "age"), list("number_highest_at_events", c("age", "history")))
write_numbers(
  c(lapply(penalised_models, function(m) firth(m[[1]], separated[[m[[1]]]], m[[2]])),
    list(firth("founding", everything[["founding"]], "group"),
         firth("separated_in_time", everything[["separated_in_time"]], "group"),
         firth("myeloma", myeloma, c("log_bun", "hgb", "contrived")))),
  "regression_firth", "survival")

# With few events there can be several maxima, and a ridge that differences lose their way on. Two
# covariates are few enough to look everywhere: the simplex from a grid, and each profile interval
# by interval.
firth_of_two <- function(name, patients, columns) {
  x <- as.matrix(patients[columns])
  spread <- apply(x, 2, sd)
  f <- penalised(with(patients, Surv(time, event)), scale(x, scale = spread))
  finite <- function(beta) if (is.finite(f(beta))) f(beta) else -1e10
  starts <- as.matrix(expand.grid(seq(-9, 9, 3), seq(-9, 9, 3)))
  found <- apply(starts, 1, function(start) {
    optim(start, finite, control = list(fnscale = -1, reltol = 1e-15, maxit = 2000))
  })
  best <- found[[which.max(vapply(found, function(fit) fit$value, 0))]]
  drop <- function(j) function(at) {
    of_other <- function(other) finite(replace(rep(at, 2), 3 - j, other))
    highest <- vapply(seq(-30, 28, 2), function(from) {
      optimize(of_other, c(from, from + 2), maximum = TRUE, tol = 1e-9)$objective
    }, 0)
    2 * (best$value - max(highest))
  }
  limit <- function(j, side) {
    beyond <- function(reach) drop(j)(best$par[j] + side * reach) - qchisq(0.95, 1)
    best$par[j] + side * uniroot(beyond, c(0, 1), extendInt = "upX", tol = 1e-9)$root
  }
  rbind(number(name, columns, "coef", best$par / spread),
        number(name, columns, "low", vapply(1:2, limit, 0, side = -1) / spread),
        number(name, columns, "high", vapply(1:2, limit, 0, side = 1) / spread),
        number(name, columns, "p_value", vapply(1:2, function(j) {
          pchisq(drop(j)(0), 1, lower.tail = FALSE)
        }, 0)))
}

few_events <- read.csv(file.path(data_folder, "few_events.csv"))
few_events <- split(few_events, few_events$cohort)
write_numbers(
  lapply(names(few_events), function(name) {
    firth_of_two(name, few_events[[name]], c("stage", "age"))
  }),
  "regression_firth_few_events", "survival")
