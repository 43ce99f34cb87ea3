using Duet.Cli;

return await Verbs.RunAsync(args, Console.Out, Console.Error);
