# Writes r-values.json, R's values of the statistics of agreement that tests compare ours with:
#   Rscript test/reproducibility/r-values.R > test/reproducibility/r-values.json
# It takes the packages psych, lme4 and epiR (Debian: r-cran-psych, r-cran-lme4, r-cran-epir).
suppressPackageStartupMessages({ library(psych); library(lme4); library(epiR) })

show <- function(x) if (is.na(x)) "null" else trimws(formatC(x, digits = 15, format = "g"))
record <- function(x) paste0("{ ", paste0('"', names(x), '": ', vapply(x, show, ""), collapse = ", "), " }")
block <- function(name, rows) paste0('  "', name, '": {\n', paste0('    "', names(rows), '": ',
  vapply(rows, record, ""), collapse = ",\n"), "\n  }")

# Shrout and Fleiss 1979, table 2
judges <- rbind(c(9, 2, 5, 8), c(6, 1, 3, 2), c(8, 4, 6, 8), c(7, 1, 2, 6), c(10, 5, 6, 9), c(6, 2, 4, 7))

forms <- c("ICC(1)", "ICC(A,1)", "ICC(C,1)", "ICC(k)", "ICC(A,k)", "ICC(C,k)")
iccs <- function(ratings) {
  found <- ICC(ratings, lmer = FALSE)$results
  rows <- lapply(seq_along(forms), function(n) unlist(found[n, c("ICC", "lower bound", "upper bound", "F", "df1", "df2", "p")]))
  lapply(rows, setNames, c("value", "lower", "upper", "f", "df1", "df2", "p")) |> setNames(forms)
}

# Subjects with different numbers of measurements: REML by lme4, Wald's interval by its definition.
unbalanced <- function(rows) {
  y <- unlist(rows)
  s <- factor(rep(seq_along(rows), lengths(rows)))
  control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9), check.conv.singular = "ignore")
  parts <- as.data.frame(VarCorr(lmer(y ~ 1 + (1 | s), control = control)))$vcov
  sizes <- lengths(rows)
  means <- sapply(rows, mean)
  table <- anova(lm(y ~ s))
  ratio <- function(theta) {
    w <- sizes / (1 + sizes * theta)
    sum(w * (means - sum(w * means) / sum(w))^2) / (length(rows) - 1) / table["Residuals", "Mean Sq"]
  }
  bound <- function(p) {
    target <- qf(p, table["s", "Df"], table["Residuals", "Df"])
    edge <- -1 / max(sizes) # the lowest theta: there, the correlation is -1 / (k - 1)
    theta <- if (ratio(edge + 1e-12) < target) edge
      else uniroot(function(t) ratio(t) - target, c(edge + 1e-12, 1e6), tol = 1e-15, maxiter = 10000)$root
    theta / (1 + theta)
  }
  c(value = parts[1] / sum(parts), lower = bound(0.975), upper = bound(0.025), f = table["s", "F value"],
    df1 = table["s", "Df"], df2 = table["Residuals", "Df"], p = table["s", "Pr(>F)"])
}
holes <- list(
  few = list(c(1, 2, 3), c(4, 6), c(9, 8, 7, 9), 5),
  judges = c(list(c(3, 4, 5)), asplit(judges, 1), list(c(1, 2, 3))),
  noise = list(c(1, 9), c(2, 8, 5), c(4, 7), c(9, 1, 5, 5)),
  many = list(c(210, 214), c(190, 196, 188, 201), 230, c(250, 247, 255), c(205, 211), c(270, 262, 268), c(199, 215, 202))
)

# Fisher's z; for ranks with the variance of Bonett and Wright 2000 (Psychometrika 65:23)
sizes <- c(15, 11, 22, 8, 14, 19, 30, 5, 17, 9)
values <- c(2.1, 2.6, 2.2, 1.4, 3.9, 2.8, 4.4, 1.1, 1.9, 2.3)
interval <- function(r, n, variance) tanh(atanh(r) + c(lower = -1, upper = 1) * qnorm(0.975) * sqrt(variance / (n - 3)))
rank <- cor(sizes, values, method = "spearman")
straight <- cor.test(sizes, values)
correlations <- list(
  pearson = c(value = unname(straight$estimate), lower = straight$conf.int[1], upper = straight$conf.int[2]),
  spearman = c(value = rank, interval(rank, 10, 1 + rank^2 / 2))
)

# Two measurements of each subject: Lin's concordance by epiR, the bias by t.test, the limits of agreement as confidence
# bounds of mean(d) + z sd(d), whose variance is s^2 (1 / n + z^2 / (2 (n - 1))) (Bland and Altman 1999)
flow <- list(
  wright = rbind(c(494, 490), c(395, 397), c(516, 512), c(434, 401), c(476, 470), c(557, 611), c(413, 415), c(442, 431),
    c(650, 638), c(433, 429), c(417, 420), c(656, 633), c(267, 275), c(478, 492), c(178, 165), c(423, 372), c(427, 421)),
  judges = judges[, c(1, 3)],
  mixed = rbind(c(-1.5, -1.2), c(0.25, 1), c(3, 2.5), c(4, 5.5), c(-7, -5), c(8.5, 8), c(2, -1)),
  against = rbind(c(1, 4), c(2, 3.5), c(3, 3), c(4, 1.5), c(5, 2))
)
pairs <- function(m) {
  d <- m[, 1] - m[, 2]
  ccc <- unlist(epi.ccc(m[, 1], m[, 2], ci = "z-transform", conf.level = 0.95)$rho.c)
  test <- t.test(d)
  z <- qnorm(0.975)
  limit <- function(sign) {
    at <- mean(d) + sign * z * sd(d)
    reach <- qt(0.975, length(d) - 1) * sd(d) * sqrt(1 / length(d) + z^2 / (2 * (length(d) - 1)))
    c(at, at - reach, at + reach)
  }
  c(setNames(ccc, c("concordance", "concordanceLower", "concordanceUpper")),
    setNames(c(test$estimate, test$conf.int), c("bias", "biasLower", "biasUpper")),
    setNames(limit(-1), c("lowerLimit", "lowerLimitLower", "lowerLimitUpper")),
    setNames(limit(1), c("upperLimit", "upperLimitLower", "upperLimitUpper")))
}

# The residual standard deviation of a one-way model, its interval by chi-square, and the repeatability coefficient
within <- function(rows) {
  y <- unlist(rows)
  model <- lm(y ~ factor(rep(seq_along(rows), lengths(rows))))
  s <- sigma(model)
  bound <- function(p) s * sqrt(df.residual(model) / qchisq(p, df.residual(model)))
  sd <- c(s, bound(0.975), bound(0.025))
  c(setNames(sd, c("sd", "sdLower", "sdUpper")),
    setNames(qnorm(0.975) * sqrt(2) * sd, c("repeatability", "repeatabilityLower", "repeatabilityUpper")))
}
repeated <- c(holes, list(wright = asplit(flow$wright, 1)))

cat(paste0('{\n  "versions": "', R.version.string, ', psych ', packageVersion("psych"), ', lme4 ', packageVersion("lme4"),
  ', epiR ', packageVersion("epiR"), '",\n',
  paste(c(
    block("judges without the second", iccs(judges[, -2])),
    block("unbalanced", lapply(holes, unbalanced)),
    block("correlations", correlations),
    block("pairs", lapply(flow, pairs)),
    block("within subjects", lapply(repeated, within))
  ), collapse = ",\n"), "\n}\n"))
