# Cumulative incidence by R's survival package, Gray's test by cmprsk, event rates and their ratio
# by poisson.test.
source("common.R")
suppressPackageStartupMessages({library(survival); library(cmprsk)})

CODES <- c(censored = 0, recurrence = 1, death = 2)

curve <- function(name, group, patients) {
  state <- factor(CODES[patients$event], 0:2, c("censored", "recurrence", "death"))
  fit <- survfit(Surv(patients$time, state) ~ 1, conf.type = "log-log", timefix = FALSE)
  of <- match("recurrence", fit$states)
  data.frame(data = name, group = group, time = fit$time, n_risk = fit$n.risk[, 1],
             estimate = fit$pstate[, of], std_error = fit$std.err[, of],
             conf_low = fit$lower[, of], conf_high = fit$upper[, of])
}

# cmprsk's estimate at the end of follow-up, as a second opinion, and its test.
gray <- function(name, patients) {
  known <- subset(patients, group != "Unknown")
  code <- CODES[known$event]
  fit <- tryCatch(cuminc(known$time, code, known$group), error = function(e) NULL)
  if (is.null(fit)) return(NULL)
  several <- length(unique(known$group)) > 1 && any(code == 1)
  last <- lapply(unique(known$group), function(group) {
    of <- fit[[paste(group, 1)]]
    if (is.null(of)) NULL else number(name, group, "last", tail(of$est, 1))
  })
  tested <- if (several && !is.null(fit$Tests)) {
    test <- fit$Tests["1", ]
    number(name, "", c("gray", "p_value", "df"), test)
  }
  rbind(do.call(rbind, last), tested)
}

rates <- function(name, group, patients) {
  years <- sum(patients$time) / 12
  if (years == 0) return(NULL)
  fit <- poisson.test(sum(patients$event == "recurrence"), years)
  number(name, group, c("rate", "rate_low", "rate_high"), 100 * c(fit$estimate, fit$conf.int))
}

# Of the first group in alphabetical order over the second; what is infinite is missing.
rate_ratio <- function(name, patients) {
  known <- subset(patients, group != "Unknown")
  groups <- sort(unique(known$group), method = "radix")
  years <- vapply(groups, function(g) sum(known$time[known$group == g]) / 12, 0)
  n_event <- vapply(groups, function(g) sum(known$event[known$group == g] == "recurrence"), 0)
  if (length(groups) != 2 || any(years == 0) || sum(n_event) == 0) return(NULL)
  fit <- poisson.test(n_event, years)
  values <- c(fit$estimate, fit$conf.int)
  number(name, "", c("rate_ratio", "rate_ratio_low", "rate_ratio_high"),
         ifelse(is.finite(values), values, NA))
}

everything <- do.call(c, lapply(c("mgus2", "pbc", "edge_competing"), cohorts))
names(everything) <- sub("^[a-z_]*[.]", "", names(everything))
curves <- list()
numbers <- list()
for (name in names(everything)) {
  patients <- everything[[name]]
  groups <- split(patients, patients$group)
  for (group in names(groups)) {
    curves <- c(curves, list(curve(name, group, groups[[group]])))
    numbers <- c(numbers, list(rates(name, group, groups[[group]])))
  }
  numbers <- c(numbers, list(gray(name, patients), rate_ratio(name, patients)))
}
write_numbers(curves, "competing_curves", "survival")
write_numbers(numbers, "competing_numbers", "survival", "cmprsk")
