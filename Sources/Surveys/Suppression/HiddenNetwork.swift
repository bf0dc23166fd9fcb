/// What somebody who sees a table's shown cells and sums can say of a hidden one: between which numbers it lies.
///
/// Answers flow from the whole to the rows, from rows to columns and back to the whole. What is shown is fixed; a hidden
/// cell can be larger only if others on a way round change so that every sum stays. How far is a maximal flow, which
/// gives the same interval as linear programming.
struct HiddenNetwork {
    /// A hidden part and the part that it belongs to, by their nodes. What is shown needs no way: it cannot change.
    struct Way {
        let from: Int
        let to: Int
        /// What flows there in truth.
        let answers: Int
    }

    /// How much each way can still carry, by node and node: forward without limit, backward what flows now.
    private var room: [[Int]]

    private static let endless = Int.max / 4

    init(nodes: Int, _ ways: [Way]) {
        room = [[Int]](repeating: [Int](repeating: 0, count: nodes), count: nodes)
        for way in ways {
            room[way.from][way.to] = Self.endless
            room[way.to][way.from] = way.answers
        }
    }

    /// How wide the interval of a hidden part is, counted up to `most`.
    func width(from: Int, to: Int, upTo most: Int) -> Int {
        var room = room
        let own = room[to][from]
        room[from][to] = 0
        room[to][from] = 0
        let more = Self.flow(to, from, room, upTo: most)
        let less = min(own, Self.flow(from, to, room, upTo: most))
        return more + less
    }

    /// The maximal flow, by widening along shortest ways (Edmonds and Karp 1972).
    private static func flow(_ source: Int, _ sink: Int, _ room: [[Int]], upTo most: Int) -> Int {
        var room = room
        var flow = 0
        while flow < most, let way = way(source, sink, room) {
            let steps = zip(way, way.dropFirst())
            let amount = min(most - flow, steps.map { room[$0][$1] }.min() ?? 0)
            for (one, other) in steps {
                room[one][other] -= amount
                room[other][one] += amount
            }
            flow += amount
        }
        return flow
    }

    private static func way(_ source: Int, _ sink: Int, _ room: [[Int]]) -> [Int]? {
        var before = [Int](repeating: -1, count: room.count)
        before[source] = source
        var queue = [source]
        var place = 0
        while place < queue.count, before[sink] < 0 {
            let node = queue[place]
            place += 1
            for other in room.indices where room[node][other] > 0 && before[other] < 0 {
                before[other] = node
                queue.append(other)
            }
        }
        guard before[sink] >= 0 else { return nil }
        var way = [sink]
        while let last = way.last, last != source { way.append(before[last]) }
        return way.reversed()
    }
}
