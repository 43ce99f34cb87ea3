namespace Duet.Demo;

/// <summary>Invented people: given names from many places, family names of trees.</summary>
internal static class SampleNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Amara Linden", "Ben Rowan", "Chiara Alder", "Daniel Ashby", "Elif Maple", "Femi Cedar", "Greta Hazel", "Hiro Pine",
        "Ines Willow", "Jonas Birch", "Kavya Elm", "Luca Hawthorn", "Maja Spruce", "Noah Juniper", "Olga Larch",
        "Pedro Oakley", "Quynh Laurel", "Rosa Aspen", "Samir Cypress", "Tove Hornbeam", "Uma Sorrel", "Viktor Yew", "Wanda Poplar",
        "Xenia Acacia", "Yusuf Olive", "Zofia Beech", "Arjun Mulberry", "Bella Chestnut", "Cem Walnut", "Dora Fir",
        "Emil Sequoia", "Fatima Tamarind", "Goran Medlar", "Hanna Quince", "Igor Almond", "Jana Cherry", "Kofi Baobab",
        "Lina Myrtle", "Marco Sycamore", "Nadia Plum", "Omar Teak", "Priya Banyan", "Rafael Holly", "Sofia Elder", "Timo Rosewood",
        "Ulla Damson", "Vera Magnolia", "Wei Ginkgo", "Yara Cocoa", "Zeno Mangrove", "Anouk Dogwood", "Bruno Cork",
        "Carla Pecan", "Davit Apricot", "Esra Fig", "Finn Buckthorn", "Gita Neem", "Hugo Ebony", "Iris Catalpa", "Jamal Date",
    ];

    /// <summary>Who works on the products without writing code.</summary>
    public static IReadOnlyList<string> WithoutCode { get; } =
    [
        "Ada Privet", "Boris Lime", "Celia Sumac", "Deniz Hickory", "Eva Tulip", "Farid Pistachio", "Gloria Ivy", "Henrik Heather",
        "Ilse Clover", "Joaquín Carob", "Kaja Rowanberry", "Leyla Jasmine", "Milo Thyme", "Nora Fennel", "Otto Barberry",
    ];
}
