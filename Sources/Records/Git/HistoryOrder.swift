extension History {
    /// The same history with parents before children, and otherwise by committer time and then by id.
    ///
    /// The order depends only on the commits, so a history gathered in any number of steps comes out the same
    /// as one read at once. Changes of one commit are ordered by path. Parents outside the history (of a shallow
    /// clone) count as absent. O(n log n).
    package func inOrder() -> History {
        let order = topologicalOrder()
        var sorted = History(signatures: signatures, paths: paths)
        sorted.commits.reserveCapacity(commits.count)
        sorted.changes.reserveCapacity(changes.count)
        for place in order {
            var commit = commits[place]
            let start = Int32(sorted.changes.count)
            let own = changes(of: commit)
            sorted.changes += own.count > 1 ? own.sorted { paths[Int($0.path)] < paths[Int($1.path)] }[...] : own
            commit.changes = start..<Int32(sorted.changes.count)
            sorted.commits.append(commit)
        }
        return sorted
    }

    private func topologicalOrder() -> [Int] {
        var places: [ObjectID: Int] = [:]
        places.reserveCapacity(commits.count)
        for (place, commit) in commits.enumerated() { places[commit.id] = place }

        var waitingFor = [Int32](repeating: 0, count: commits.count)
        var childrenStart = [Int32](repeating: 0, count: commits.count + 1)
        for (place, commit) in commits.enumerated() {
            for parent in commit.parents {
                guard let parentPlace = places[parent] else { continue }
                waitingFor[place] += 1
                childrenStart[parentPlace + 1] += 1
            }
        }
        for place in 0..<commits.count { childrenStart[place + 1] += childrenStart[place] }
        var children = [Int32](repeating: 0, count: Int(childrenStart[commits.count]))
        var filled = childrenStart
        for (place, commit) in commits.enumerated() {
            for parent in commit.parents {
                guard let parentPlace = places[parent] else { continue }
                children[Int(filled[parentPlace])] = Int32(place)
                filled[parentPlace] += 1
            }
        }

        var ready = Heap<Ready>()
        for place in commits.indices where waitingFor[place] == 0 { ready.insert(Ready(commits[place], place)) }
        var order: [Int] = []
        order.reserveCapacity(commits.count)
        while let next = ready.popFirst() {
            order.append(next.place)
            for child in children[Int(childrenStart[next.place])..<Int(childrenStart[next.place + 1])] {
                waitingFor[Int(child)] -= 1
                if waitingFor[Int(child)] == 0 { ready.insert(Ready(commits[Int(child)], Int(child))) }
            }
        }
        return order
    }

    private struct Ready: Comparable {
        let seconds: Int64
        let id: ObjectID
        let place: Int

        init(_ commit: Commit, _ place: Int) {
            seconds = commit.committed.seconds
            id = commit.id
            self.place = place
        }

        static func < (left: Ready, right: Ready) -> Bool {
            (left.seconds, left.id) < (right.seconds, right.id)
        }
    }
}

/// A binary heap with the smallest element first.
private struct Heap<Element: Comparable> {
    private var elements: [Element] = []

    mutating func insert(_ element: Element) {
        elements.append(element)
        var place = elements.count - 1
        while place > 0, elements[place] < elements[(place - 1) / 2] {
            elements.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func popFirst() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let first = elements.first else { return last }
        elements[0] = last
        var place = 0
        while true {
            var smallest = place
            for child in [2 * place + 1, 2 * place + 2] where child < elements.count {
                if elements[child] < elements[smallest] { smallest = child }
            }
            if smallest == place { return first }
            elements.swapAt(place, smallest)
            place = smallest
        }
    }
}
