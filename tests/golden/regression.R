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
