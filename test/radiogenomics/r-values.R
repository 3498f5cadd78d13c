# Writes r-values.json, R's values of the association tests that tests compare ours with:
#   Rscript test/radiogenomics/r-values.R ../shared/radiogenomics > test/radiogenomics/r-values.json
# It takes the packages survival and sva (Debian: r-cran-survival, r-bioc-sva). Tables: TCGA-LGG, 94 patients.
suppressPackageStartupMessages({ library(survival); library(sva) })

folder <- commandArgs(TRUE)[1]
features <- read.csv(file.path(folder, "lgg-features.csv"), check.names = FALSE)
outcomes <- read.csv(file.path(folder, "lgg-outcomes.csv"), na.strings = c("", "NA"))
stopifnot(identical(features$id, outcomes$id))
x <- as.matrix(features[-1])
# VASARI scores have ties, the four shapes hardly any
chosen <- c(colnames(x)[1:4], "vasari5", "vasari11", "vasari17", "vasari26")

show <- function(v) if (length(v) != 1 || !is.finite(v)) "null" else trimws(formatC(v, digits = 16, format = "g"))
record <- function(v) paste0("{ ", paste0('"', names(v), '": ', vapply(v, show, ""), collapse = ", "), " }")
block <- function(name, rows, last = FALSE) cat(paste0('  "', name, '": {\n', paste0('    "', names(rows), '": ',
  vapply(rows, record, ""), collapse = ",\n"), "\n  }", if (last) "\n" else ",\n"))
each <- function(f) setNames(lapply(chosen, f), chosen)
complete <- function(...) complete.cases(data.frame(...))

cat("{\n")
cat(sprintf('  "versions": { "R": "%s", "survival": "%s", "sva": "%s" },\n', getRversion(), packageVersion("survival"), packageVersion("sva")))

age <- outcomes$age
male <- as.numeric(outcomes$gender == "MALE")
block("spearman", each(function(f) {
  t <- suppressWarnings(cor.test(x[, f], age, method = "spearman", exact = FALSE))
  c(statistic = unname(t$statistic), effect = unname(t$estimate), p = t$p.value)
}))
few <- c(3, 8, 14, 21, 33, 47, 58, 60) # eight rows without ties
block("spearmanExact", setNames(lapply(chosen[1:4], function(f) {
  t <- cor.test(x[few, f], x[few, "morphology.Size"] * (-1)^seq_along(few) , method = "spearman", exact = TRUE)
  c(statistic = unname(t$statistic), effect = unname(t$estimate), p = t$p.value)
}), chosen[1:4]))

# partial correlation of ranks, by the residuals of linear models
block("partialSpearman", each(function(f) {
  ok <- complete(x[, f], outcomes$KPS, age, male)
  v <- data.frame(x = rank(x[ok, f]), y = rank(outcomes$KPS[ok]), a = rank(age[ok]), m = rank(male[ok]))
  r <- cor(resid(lm(x ~ a + m, v)), resid(lm(y ~ a + m, v)))
  df <- sum(ok) - 2 - 2
  t <- r * sqrt(df / (1 - r^2))
  c(statistic = t, effect = r, p = 2 * pt(-abs(t), df))
}))

delong <- function(first, second) {
  psi <- outer(second, first, function(a, b) (a > b) + (a == b) / 2)
  s <- var(rowMeans(psi)) / length(second) + var(colMeans(psi)) / length(first)
  mean(psi) + c(-1, 1) * qnorm(0.975) * sqrt(s)
}
atrx <- outcomes$ATRX == "Mutant"
block("wilcoxon", each(function(f) {
  second <- na.omit(x[which(atrx), f]); first <- na.omit(x[which(!atrx), f])
  t <- wilcox.test(second, first, exact = FALSE, correct = FALSE)
  ci <- delong(first, second)
  c(statistic = unname(t$statistic), effect = unname(t$statistic) / length(first) / length(second),
    lower = ci[1], upper = ci[2], p = t$p.value)
}))
block("wilcoxonExact", setNames(lapply(chosen[1:4], function(f) {
  second <- x[1:7, f] + 1e-6 * (1:7); first <- x[8:19, f] + 1e-6 * (8:19) # without ties
  t <- wilcox.test(second, first, exact = TRUE)
  c(statistic = unname(t$statistic), p = t$p.value)
}), chosen[1:4]))

cluster <- factor(outcomes$RseqCluster)
block("kruskalWallis", each(function(f) {
  t <- kruskal.test(x[, f], cluster)
  n <- sum(complete(x[, f], cluster))
  c(statistic = unname(t$statistic), effect = unname(t$statistic) / (n - 1), p = t$p.value)
}))
block("linear", each(function(f) {
  v <- na.omit(data.frame(y = x[, f], cluster, age, male))
  a <- anova(lm(y ~ age + male, v), lm(y ~ age + male + cluster, v))
  c(statistic = a[2, "F"], effect = a[2, "Sum of Sq"] / a[1, "RSS"], p = a[2, "Pr(>F)"])
}))

exact <- coxph.control(eps = 1e-13, iter.max = 100, toler.chol = 1e-14)
cox <- function(f, adjusted) {
  v <- na.omit(data.frame(x = x[, f], time = outcomes$progressionFreeDays, event = outcomes$progression, age, male))
  v$x <- v$x / sd(v$x)
  fit <- if (adjusted) coxph(Surv(time, event) ~ x + age + male, v, ties = "efron", control = exact)
    else coxph(Surv(time, event) ~ x, v, ties = "efron", control = exact)
  s <- summary(fit)$coefficients["x", ]
  ci <- exp(confint(fit))["x", ]
  c(statistic = unname(s["z"]), effect = unname(s["exp(coef)"]), lower = unname(ci[1]), upper = unname(ci[2]),
    p = unname(s["Pr(>|z|)"]), concordance = unname(concordance(fit)$concordance),
    proportionalHazardsP = cox.zph(fit, transform = "km")$table["x", "p"])
}
block("cox", each(function(f) cox(f, FALSE)))
block("coxAdjusted", each(function(f) cox(f, TRUE)))
# times in half years, many of them tied
block("coxTied", each(function(f) {
  v <- na.omit(data.frame(x = x[, f], time = floor(outcomes$progressionFreeDays / 180), event = outcomes$progression))
  v$x <- v$x / sd(v$x)
  fit <- coxph(Surv(time, event) ~ x, v, ties = "efron", control = exact)
  s <- summary(fit)$coefficients["x", ]
  c(statistic = unname(s["z"]), effect = unname(s["exp(coef)"]), p = unname(s["Pr(>|z|)"]),
    concordance = unname(concordance(fit)$concordance),
    proportionalHazardsP = cox.zph(fit, transform = "km")$table["x", "p"])
}))

block("logistic", each(function(f) {
  v <- na.omit(data.frame(x = x[, f], y = atrx, age, male))
  v$x <- v$x / sd(v$x)
  fit <- glm(y ~ x + age + male, binomial, v, control = glm.control(epsilon = 1e-14, maxit = 100))
  s <- summary(fit)$coefficients["x", ]
  ci <- exp(s[1] + c(-1, 1) * qnorm(0.975) * s[2])
  c(statistic = unname(s[3]), effect = unname(exp(s[1])), lower = ci[1], upper = ci[2], p = unname(s[4]))
}))

# Firth's logistic regression by its definition: penalised likelihood, maximised without and with the first
# coefficient held, profile interval by uniroot. Fourteen patients, in groups by the feature itself, so they separate.
penalised <- function(b, X, y) {
  eta <- as.vector(X %*% b); pi <- plogis(eta)
  sum(plogis(ifelse(y, eta, -eta), log.p = TRUE)) + determinant(t(X) %*% (X * pi * (1 - pi)))$modulus[1] / 2
}
# the maximum over the coefficients that are free, by Newton's method on Firth's score
best <- function(X, y, b, free) {
  for (round in 1:1000) {
    pi <- plogis(as.vector(X %*% b)); w <- pi * (1 - pi)
    information <- t(X) %*% (X * w)
    h <- rowSums((X %*% solve(information)) * X) * w
    step <- solve(information[free, free], (t(X) %*% (y - pi + h * (0.5 - pi)))[free])
    step <- step * min(1, 1 / max(abs(step)))
    b[free] <- b[free] + step
    if (max(abs(step)) < 1e-13) break
  }
  b
}
block("firth", setNames(lapply(chosen[1:4], function(f) {
  v <- head(na.omit(data.frame(x = x[, f], age)), 14)
  y <- v$x > median(v$x)
  X <- cbind(scale(v$x), 1, scale(v$age))
  b <- best(X, y, c(0, 0, 0), 1:3)
  # a profile may have several maxima
  starts <- function(at) list(b[2:3], c(0, 0), b[2:3] * at / b[1], b[2:3] * at / b[1] / 2)
  held <- function(at) max(sapply(starts(at), function(s) tryCatch(penalised(best(X, y, c(at, s), 2:3), X, y), error = function(e) -Inf)))
  top <- penalised(b, X, y)
  drop <- function(at) 2 * (top - held(at)) - qchisq(0.95, 1)
  root <- function(from, to) uniroot(drop, c(from, to), tol = 1e-10)$root
  far <- b[1]; while (drop(far) < 0) far <- far + 1
  near <- b[1]; while (drop(near) < 0) near <- near - 1
  ratio <- 2 * (top - held(0))
  c(statistic = ratio, effect = exp(b[1]), lower = exp(root(near, b[1])), upper = exp(root(b[1], far)),
    p = pchisq(ratio, 1, lower.tail = FALSE))
}), chosen[1:4]))

p <- vapply(colnames(x), function(f) suppressWarnings(wilcox.test(x[which(atrx), f], x[which(!atrx), f], exact = FALSE, correct = FALSE)$p.value), 0)
q <- p.adjust(p, "BH")
block("benjaminiHochberg", setNames(lapply(names(p), function(f) c(p = unname(p[f]), q = unname(q[f]))), names(p)))

# ComBat of all features with spread in both sexes and both grades; batch: grade, or sex; kept: age
numbers <- t(x)
ok <- !is.na(age) & !is.na(male) & !is.na(outcomes$grade) & colSums(is.na(numbers)) == 0
numbers <- numbers[, ok]
batch <- outcomes$grade[ok]
spread <- apply(numbers, 1, function(v) all(tapply(v, batch, var) > 0))
numbers <- numbers[spread, ]
design <- model.matrix(~ age[ok] + male[ok])
quiet <- function(e) { sink(nullfile()); on.exit(sink()); suppressMessages(e) }
runs <- list(
  plain = quiet(ComBat(numbers, batch)),
  kept = quiet(ComBat(numbers, batch, mod = design)),
  meanOnly = quiet(ComBat(numbers, batch, mod = design, mean.only = TRUE)),
  reference = quiet(ComBat(numbers, batch, mod = design, ref.batch = sort(unique(batch))[1])))
# how far every seventh case is moved, and the sum of squares over all
few <- seq(1, ncol(numbers), by = 7)
for (name in names(runs)) {
  rows <- lapply(rownames(numbers), function(f) {
    moved <- runs[[name]][f, ] - numbers[f, ]
    c(setNames(moved[few], few), squares = sum(moved^2))
  })
  block(paste0("combat.", name), setNames(rows, rownames(numbers)))
}
cat(sprintf('  "combatCases": %d\n}\n', ncol(numbers)))
