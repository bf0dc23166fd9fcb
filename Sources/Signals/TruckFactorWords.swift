import Records

/// The truck factor in words, and for its page.
extension TruckFactor {
    private func share(_ count: Int) -> Double { files == 0 ? 0 : Double(count) / Double(files) }

    var orphaned: Int { authors.count { !$0.isEmpty && !$0.contains(where: activity.isActive) } }

    var steps: [String] {
        let who = isPublished ? "whoever they are" : "seen in the last 90 days"
        var steps = [
            "\(Phrase.count(files, "source file")) lie at the head; \(Phrase.count(contributors.count, "person", plural: "people")) ever changed them, \(activeContributors) of whom \(activeContributors == 1 ? "was" : "were") seen in the last 90 days.",
            "A file's authors have over 75 % of the file's best degree of authorship and at least \(Authorship.threshold)\(isPublished ? " (creators need only the 75 %)" : "").",
            "\(Phrase.percent(share(shown.coveredAtStart))) of the files have an author, \(who).",
        ]
        if !isPublished, orphaned > 0 {
            steps.append(
                "\(Phrase.percent(share(orphaned))) have authors who were all last seen earlier: already orphaned.")
        }
        for absence in shown.absences {
            let name = evidence.identities.people[Int(absence.person)].name
            steps.append(
                "Without \(name), an author of \(Phrase.count(absence.files, "file")), \(Phrase.percent(share(absence.coveredAfter))) would still have one."
            )
        }
        let pruned = shown.count - (isPublished ? published.prunedCount : shown.count)
        if pruned > 0 {
            steps.append(
                "\(Phrase.count(pruned, "person", plural: "people")) with under a tenth of the first one's files are not counted."
            )
        }
        steps.append(
            shown.coveredAtStart * 2 < files
                ? "That is under half before anybody is away: the truck factor is 0."
                : "The simulation ends when under half of the files have an author: the truck factor is \(value).")
        return steps
    }

    var details: TruckFactorDetails {
        TruckFactorDetails(
            variant: isPublished ? "published" : "active",
            files: files,
            authoredFiles: authors.count { !$0.isEmpty },
            orphanedFiles: orphaned,
            contributors: contributors.count,
            activePeople: activeContributors,
            coverageAtStart: share(shown.coveredAtStart),
            absences: shown.absences.map { absence in
                .init(
                    person: evidence.knower(absence.person, activity), files: absence.files,
                    share: share(absence.files), coverageAfter: share(absence.coveredAfter),
                    isCounted: !isPublished || shown.isCounted(absence))
            },
            variants: .init(active: active.count, everybody: everybody.count, published: published.prunedCount))
    }

    var finding: Measurement.Finding? {
        guard !isPublished, value <= 2 else { return nil }
        let after = active.absences.last.map { share($0.coveredAfter) }
        let lost = share(active.coveredAtStart) - (after ?? 0)
        let sentence =
            switch value {
            case 0: "Most of the code has nobody left who wrote it"
            case 1 where lost >= 0.5: "Most of the code rests on one person"
            case 1: "One absence would leave most files with nobody who wrote them"
            case _ where lost >= 0.5: "Most of the code rests on two people"
            default: "Two absences would leave most files with nobody who wrote them"
            }
        let covered = Phrase.percent(share(active.coveredAtStart))
        let evidence =
            after.map {
                "\(covered) of \(Phrase.count(files, "source file")) have an active author; \(Phrase.percent($0)) would, with \(value == 1 ? "one person" : "two people") away. Truck factor \(value) of \(Phrase.count(activeContributors, "active person", plural: "active people"))."
            } ?? "\(covered) of \(Phrase.count(files, "source file")) have an author who was seen in the last 90 days."
        return Measurement.Finding(
            sentence: sentence,
            evidence: evidence,
            uncertainty:
                "Authorship is estimated from commits alone: what people learned by reviewing, pairing or reading does not show.",
            suggestion: value == 0
                ? "Try: choose the module that changes most, and let two people walk through it together this month."
                : "Try: let somebody else take the next change in the largest module, with the one who knows it beside them.",
            weight: value == 0 ? 0.9 : value == 1 ? 0.85 : 0.55)
    }
}
