# Public data sets that R's survival package ships, as CSV: Rscript export.R <folder>
# Times are as in R, mostly days; the tests read them as if they were months.
suppressPackageStartupMessages(library(survival))
folder <- commandArgs(trailingOnly = TRUE)[1]

export <- function(frame, name) {
  write.csv(frame, file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "", quote = FALSE)
}

export(with(aml, data.frame(time, event = status, group = x)), "aml")
export(with(ovarian, data.frame(time = futime, event = fustat, group = paste0("rx", rx))), "ovarian")
export(with(veteran, data.frame(time, event = status, group = celltype)), "veteran")
export(with(lung, data.frame(time, event = status - 1,
                             group = ifelse(sex == 1, "male", "female"))), "lung")
# Months, and three groups.
export(with(subset(colon, etype == 2), data.frame(time = round(time / 30.4375), event = status,
                                                  group = rx)), "colon")

# Competing risks: plasma cell malignancy before death, in months.
export(with(mgus2, data.frame(time = ifelse(pstat == 1, ptime, futime),
                              event = ifelse(pstat == 1, "recurrence",
                                             ifelse(death == 1, "death", "censored")),
                              group = sex)), "mgus2")
# Death (here called recurrence) or transplantation (here called death), whichever came first, in
# days; treatment is unknown in those who were not randomised.
export(with(pbc, data.frame(time, event = c("censored", "death", "recurrence")[status + 1],
                            group = ifelse(is.na(trt), NA, c("penicillamine", "placebo")[trt]))),
       "pbc")

# Several covariates at once, some of them missing; months, and so ties, in veteran. Of ecog 3
# there is one patient in lung.
export(with(subset(lung, ph.ecog < 3 | is.na(ph.ecog)),
            data.frame(time, event = status - 1, age, sex = ifelse(sex == 1, "male", "female"),
                       ecog = ifelse(is.na(ph.ecog), NA, paste0("ecog", ph.ecog)))),
       "lung_covariates")
export(with(ovarian, data.frame(time = futime, event = fustat, age, treatment = paste0("rx", rx),
                                residual = c("no", "yes")[resid.ds])), "ovarian_covariates")
export(with(veteran, data.frame(time = ceiling(time / 30), event = status, celltype, karno,
                                prior = ifelse(prior == 0, "no", "yes"))), "veteran_covariates")
export(with(pbc, data.frame(time, event = as.integer(status == 2), age, bili = log(bili),
                            albumin, edema = paste0("edema", edema))), "pbc_covariates")
